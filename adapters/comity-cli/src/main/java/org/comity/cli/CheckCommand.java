package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.comity.cli.check.Finding;
import org.comity.cli.check.RouteCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks routes without starting them. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what in routes written in YAML cannot work, with file and line, without starting them.",
            "Exit 0 where nothing was found, 1 where something was, 2 where a file cannot be read."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Parameters(paramLabel = "<routes.yaml>", arity = "1..*", description = "Files that run together.")
    private List<Path> files;

    @Override
    public Integer call() {
        List<Finding> findings = new RouteCheck().check(texts(spec, files));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(findings));
        } else {
            findings.forEach(
                    one -> out.println(one.file() + ":" + one.line() + ": " + one.rule() + " " + one.sentence()));
            if (findings.isEmpty()) {
                out.println("OK " + files.size() + (files.size() == 1 ? " file" : " files"));
            }
        }
        out.flush();
        return findings.isEmpty() ? 0 : 1;
    }

    /** The texts of files by name. */
    static Map<String, String> texts(CommandSpec spec, List<Path> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                texts.put(file.toString(), Files.readString(file));
            } catch (IOException e) {
                throw new ParameterException(spec.commandLine(), "Cannot read " + file, e);
            }
        }
        return texts;
    }

    private static String json(List<Finding> findings) {
        JsonArray array = new JsonArray();
        for (Finding one : findings) {
            JsonObject object = new JsonObject();
            object.put("file", one.file());
            object.put("line", one.line());
            object.put("rule", one.rule().name());
            object.put("sentence", one.sentence());
            array.add(object);
        }
        return array.toJson();
    }
}
