package org.comity.core.taxonomy;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** An exact fraction in lowest terms; the denominator is positive. */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {

    /** The most digits of a number that comes from outside. */
    public static final int DIGITS_MAX = 40;

    /** One. */
    public static final Ratio ONE = new Ratio(BigInteger.ONE, BigInteger.ONE);

    private static final Pattern FRACTION = Pattern.compile("[1-9]\\d{0,39}/[1-9]\\d{0,39}");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,19})(\\.\\d{1,20})?");

    public Ratio {
        Objects.requireNonNull(numerator, "numerator");
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("a denominator is positive");
        }
        BigInteger common = numerator.gcd(denominator);
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    /**
     * Reads a positive fraction, for example {@code 1143/1250}, which must be in lowest terms.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Ratio parse(String text) {
        if (!FRACTION.matcher(text).matches()) {
            throw new IllegalArgumentException("a factor is two positive whole numbers, for example 1143/1250");
        }
        int slash = text.indexOf('/');
        Ratio ratio = new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
        if (!ratio.toString().equals(text)) {
            throw new IllegalArgumentException("a factor stands in lowest terms");
        }
        return ratio;
    }

    /** The value of a decimal number in the plain form, of at most 20 digits on each side; empty for other text. */
    public static Optional<Ratio> ofDecimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        int point = text.indexOf('.');
        int places = point < 0 ? 0 : text.length() - point - 1;
        return Optional.of(new Ratio(new BigInteger(text.replace(".", "")), BigInteger.TEN.pow(places)));
    }

    /** The product. */
    public Ratio times(Ratio other) {
        return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** One divided by this, which must be positive. */
    public Ratio inverse() {
        return new Ratio(denominator, numerator);
    }

    @Override
    public int compareTo(Ratio that) {
        return numerator.multiply(that.denominator).compareTo(that.numerator.multiply(denominator));
    }

    /** Numerator, slash and denominator. */
    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
