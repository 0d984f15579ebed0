package org.comity.crypto.path;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * The name constraints of one certificate (RFC 5280, section 4.2.1.10).
 *
 * @param permitted where a kind of name has a base here, each name of that kind must lie within one
 * @param excluded no name may lie within one of these
 */
record Subtrees(List<GeneralName> permitted, List<GeneralName> excluded) {

    static Subtrees of(ASN1Primitive value) {
        NameConstraints constraints = NameConstraints.getInstance(value);
        return new Subtrees(bases(constraints.getPermittedSubtrees()), bases(constraints.getExcludedSubtrees()));
    }

    private static List<GeneralName> bases(GeneralSubtree[] subtrees) {
        return subtrees == null
                ? List.of()
                : Arrays.stream(subtrees).map(GeneralSubtree::getBase).toList();
    }

    int size() {
        return permitted.size() + excluded.size();
    }

    /** At least one subtree, none of the lists empty, minimum zero and no maximum, bases of the form of their kind. */
    static boolean areWellFormed(ASN1Primitive value) {
        NameConstraints constraints = NameConstraints.getInstance(value);
        GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
        GeneralSubtree[] excluded = constraints.getExcludedSubtrees();
        boolean some = permitted != null || excluded != null;
        return some && areWellFormed(permitted) && areWellFormed(excluded);
    }

    private static boolean areWellFormed(@org.jspecify.annotations.Nullable GeneralSubtree[] subtrees) {
        return subtrees == null || subtrees.length > 0 && Stream.of(subtrees).allMatch(Subtrees::isWellFormed);
    }

    private static boolean isWellFormed(GeneralSubtree subtree) {
        return BigInteger.ZERO.equals(subtree.getMinimum())
                && subtree.getMaximum() == null
                && NameForms.isBase(subtree.getBase());
    }
}
