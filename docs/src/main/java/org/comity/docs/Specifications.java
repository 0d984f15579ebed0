package org.comity.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Specifications and records, which are Markdown beside the code, as HTML at the same path under {@code source}. */
final class Specifications {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private Specifications() {}

    /** Writes them and answers the page that lists them. */
    static String write(Path root, Path site) throws IOException {
        List<String> page = new ArrayList<>(List.of("= Specifications", ""));
        for (String place : List.of("translators", "components", "adapters")) {
            for (Path file : Pages.files(root.resolve(place), ".md")) {
                if (!file.toString().contains("/target/") && !file.toString().contains("/src/test/")) {
                    page.add("* link:../" + write(root, site, file) + "[" + title(file) + "]");
                }
            }
        }
        return String.join("\n", page) + "\n";
    }

    /** Writes one and answers a page that shows it. */
    static String page(Path root, Path site, String name) throws IOException {
        Path file = root.resolve(name);
        return "= " + title(file) + "\n\n++++\n" + html(file) + "\n++++\n";
    }

    private static String write(Path root, Path site, Path file) throws IOException {
        String name = "source/" + root.relativize(file).toString().replaceFirst("\\.md$", ".html");
        Path to = site.resolve(name);
        Files.createDirectories(to.getParent());
        Files.writeString(
                to,
                "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title(file)
                        + "</title><style>body{max-width:60em;margin:2em auto;font-family:sans-serif}"
                        + "td,th{border:1px solid #ccc;padding:.3em}</style></head><body>\n" + html(file)
                        + "</body></html>\n");
        return name;
    }

    private static String title(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith("# "))
                .findFirst()
                .map(line -> line.substring(2))
                .orElse(file.getFileName().toString());
    }

    private static String html(Path file) throws IOException {
        String html = HtmlRenderer.builder()
                .extensions(TABLES)
                .build()
                .render(Parser.builder().extensions(TABLES).build().parse(Files.readString(file)));
        // What is no page of the site (test vectors, code) stays in the repository: its name is kept, the link is not.
        return html.replaceAll("href=\"(?![a-z]+:)([^\"#]*)\\.md", "href=\"$1.html")
                .replaceAll("<a href=\"(?![a-z]+:|#|[^\"]*\\.html)[^\"]*\">(.*?)</a>", "$1");
    }
}
