package org.comity.docs;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fails where a page of the site links to a file or a place in it that is not there. Other sites are not asked. */
public final class Links {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*|//.*");

    private Links() {}

    /** Checks the site in that folder. */
    public static void main(String[] args) throws IOException {
        List<String> broken = broken(Path.of(args[0]));
        if (!broken.isEmpty()) {
            throw new IllegalStateException("broken links:\n" + String.join("\n", broken));
        }
    }

    static List<String> broken(Path site) throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = Pages.files(site, ".html");
        if (pages.isEmpty()) {
            throw new IllegalStateException("no page in " + site);
        }
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!ELSEWHERE.matcher(link.group(1)).matches() && !leads(page, link.group(1))) {
                    broken.add(site.relativize(page) + " -> " + link.group(1));
                }
            }
        }
        return broken;
    }

    private static boolean leads(Path page, String link) throws IOException {
        String[] parts = URLDecoder.decode(link, StandardCharsets.UTF_8).split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.isRegularFile(target)) {
            return false;
        }
        return parts.length == 1
                || parts[1].isEmpty()
                || Files.readString(target).contains("id=\"" + parts[1] + "\"");
    }
}
