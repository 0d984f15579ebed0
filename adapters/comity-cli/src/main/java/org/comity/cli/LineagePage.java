package org.comity.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.comity.core.arbitration.Ruling;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Fact;
import org.comity.core.divergence.DomainVerdict;
import org.comity.core.picture.JointPicture;

/** The explanation as one page: no script, no network, every text escaped. */
final class LineagePage {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
            section{border-top:1px solid #8888;margin-top:2rem}
            article{border:1px solid #8888;border-radius:.4rem;padding:.2rem 1rem;margin:.8rem 0}
            article.won{border-left:.4rem solid #2a7}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}
            dt{color:#777}dd{margin:0;overflow-wrap:anywhere}
            code{font-size:.85em}
            """;

    private LineagePage() {}

    static String of(Explanation explanation) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        page.append("<meta name=\"viewport\" content=\"width=device-width\"/><title>Joint picture</title><style>");
        page.append(STYLE).append("</style></head><body><h1>Joint picture</h1><dl>");
        line(page, "picture", explanation.arbitrated().picture().digest().hex());
        line(page, "agreement", explanation.arbitrated().picture().agreement().hex());
        for (DomainVerdict verdict :
                explanation.arbitrated().detected().certificate().domains()) {
            line(
                    page,
                    verdict.domain(),
                    verdict.verdict() + ", " + verdict.contested() + " contested of " + verdict.contentions());
        }
        page.append("</dl>");
        explanation.entries().forEach(entry -> section(page, explanation, entry));
        page.append("<section><h2>Set aside</h2>");
        list(page, explanation.setAside());
        page.append("</section>");
        return page.append("</body></html>\n").toString();
    }

    private static void section(StringBuilder page, Explanation explanation, JointPicture.Entry entry) {
        page.append("<section><h2>")
                .append(escape(entry.contention().domain().name()))
                .append(": ");
        page.append(escape(entry.contention().group().features().get(0).toString()))
                .append("</h2>");
        list(page, explanation.of(entry));
        Ruling ruling = entry.ruling();
        for (Fact fact : entry.contention().candidates()) {
            boolean won = ruling.winner().filter(fact.oid()::equals).isPresent();
            explanation.find(fact.oid()).ifPresent(one -> article(page, explanation, one, won ? "won" : "lost"));
        }
        for (Fact fact : entry.contention().superseded()) {
            explanation.find(fact.oid()).ifPresent(one -> article(page, explanation, one, "superseded"));
        }
        page.append("</section>");
    }

    private static void article(StringBuilder page, Explanation explanation, Verified one, String standing) {
        page.append("<article class=\"")
                .append(standing)
                .append("\" id=\"o")
                .append(one.oid().hex());
        page.append("\"><h3>")
                .append(escape(one.core().origin().authority().urn()))
                .append(", ");
        page.append(standing).append("</h3>");
        list(page, explanation.of(one));
        page.append("</article>");
    }

    private static void list(StringBuilder page, List<Explanation.Line> lines) {
        page.append("<dl>");
        lines.forEach(line -> line(page, line.label(), line.text()));
        page.append("</dl>");
    }

    private static void line(StringBuilder page, String label, String text) {
        page.append("<dt>")
                .append(escape(label))
                .append("</dt><dd>")
                .append(linked(escape(text)))
                .append("</dd>");
    }

    /** Hashes lead to the observation that they name, where the page shows it. */
    private static String linked(String escaped) {
        return HASH.matcher(escaped)
                .replaceAll(found -> Matcher.quoteReplacement("<a href=\"#o" + found.group() + "\"><code>"
                        + found.group().substring(0, 12) + "</code></a>"));
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(ch -> {
            switch (ch) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    boolean shown = ch == '\t' || ch == '\n' || ch >= ' ' && ch != 0xFFFE && ch != 0xFFFF;
                    out.appendCodePoint(shown ? ch : '\uFFFD');
                }
            }
        });
        return out.toString();
    }
}
