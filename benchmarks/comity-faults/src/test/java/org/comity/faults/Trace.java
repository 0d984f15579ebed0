package org.comity.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What strace does to a process of this harness; it stays that process's child, so that a kill meets the process itself. */
final class Trace {
    private static final Path STRACE = Path.of("/usr/bin/strace");

    private Trace() {}

    static boolean isThere() {
        return Files.isExecutable(STRACE);
    }

    /** Kills it as a thread of it is about to force for the n-th time. */
    static List<String> killAtForce(int number) {
        return strace("-e", "trace=fdatasync", "-e", "inject=fdatasync:signal=KILL:when=" + number, "-o", "/dev/null");
    }

    /** Fails each force of a thread from the n-th on. */
    static List<String> failFrom(int number) {
        return strace(
                "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=" + number + "+", "-o", "/dev/null");
    }

    /** Writes down forces and what is said. */
    static List<String> record(Path file) {
        return strace("-e", "trace=fdatasync,write,unlink,rename", "-o", file.toString());
    }

    private static List<String> strace(String... options) {
        List<String> command =
                new java.util.ArrayList<>(List.of(STRACE.toString(), "-D", "-f", "-qq", "--seccomp-bpf"));
        command.addAll(List.of(options));
        return command;
    }
}
