package org.comity.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.mesh.Reason;

/**
 * Gathers the sources of the site: pages as they are written, one page a scheme from beside the components, the specifications as
 * HTML, and what is told from the code itself: reasons and settings.
 */
public final class Pages {
    private final Path root;
    private final Path pages;

    private Pages(Path root, Path pages) {
        this.root = root;
        this.pages = pages;
    }

    /** Gathers: the root of the repository, where pages go, where finished files go. */
    public static void main(String[] args) throws IOException {
        Path site = Path.of(args[2]);
        Pages gathered = new Pages(Path.of(args[0]).normalize(), Path.of(args[1]));
        gathered.written();
        gathered.schemes();
        Files.writeString(gathered.reference("reasons.adoc"), gathered.reasons());
        Files.writeString(gathered.reference("settings.adoc"), Settings.page(gathered.root));
        Files.writeString(gathered.reference("specifications.adoc"), Specifications.write(gathered.root, site));
        Files.writeString(
                gathered.pages.resolve("security.adoc"), Specifications.page(gathered.root, site, "SECURITY.md"));
    }

    private Path reference(String name) throws IOException {
        return Files.createDirectories(pages.resolve("reference")).resolve(name);
    }

    private void written() throws IOException {
        Path from = root.resolve("docs/src/main/docs");
        for (Path file : files(from, ".adoc")) {
            Path to = pages.resolve(from.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void schemes() throws IOException {
        List<String> links = new ArrayList<>(List.of("= Schemes", ""));
        for (Path file : files(root.resolve("components/comity-camel/src/main/docs"), "-component.adoc")) {
            String name = file.getFileName().toString();
            Files.copy(file, reference(name), StandardCopyOption.REPLACE_EXISTING);
            links.add("* xref:" + name + "[" + name.replace("-component.adoc", "") + "]");
        }
        Files.writeString(reference("schemes.adoc"), String.join("\n", links) + "\n");
    }

    /** Every reason with what it does to an item, in the words of its own declaration. */
    private String reasons() throws IOException {
        String source =
                Files.readString(root.resolve("components/comity-core/src/main/java/org/comity/core/mesh/Reason.java"));
        StringBuilder page =
                new StringBuilder("= Reasons\n\nWhy an item was not taken as it came: one table, and every ledger,"
                        + " receipt, meter and command uses these names.\n\n"
                        + "[cols=\"2,1,5\",options=\"header\"]\n|===\n| Reason | Effect | Meaning\n");
        for (Reason reason : Reason.values()) {
            page.append("| [[")
                    .append(reason.name())
                    .append("]]`")
                    .append(reason.name())
                    .append("`\n| ");
            page.append(reason.effect().name())
                    .append("\n| ")
                    .append(meaning(source, reason))
                    .append("\n");
        }
        return page.append("|===\n").toString();
    }

    private static String meaning(String source, Reason reason) {
        int at = source.indexOf("    " + reason.name() + "(");
        int from = source.lastIndexOf("/**", at);
        int to = source.lastIndexOf("*/", at);
        if (at < 0 || from < 0 || to < from) {
            throw new IllegalStateException(reason + " says nowhere what it means");
        }
        return source.substring(from + 3, to)
                .lines()
                .map(line -> line.replaceFirst("^\\s*\\*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "))
                .replaceAll("\\{@[a-z]+ ([^}]*)\\}", "`$1`")
                .replace("|", "\\|");
    }

    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
