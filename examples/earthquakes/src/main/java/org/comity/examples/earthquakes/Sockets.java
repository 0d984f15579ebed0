package org.comity.examples.earthquakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads which sockets a process holds, from Linux's own tables. */
final class Sockets {
    private Sockets() {}

    /** Whether this machine has the tables. */
    static boolean areReadable() {
        return Files.isReadable(Path.of("/proc/self/net/tcp"));
    }

    /** The Internet sockets of a process that touch anything but a loopback address and one of the ports. */
    static List<String> strangers(long process, Set<Integer> ports) throws IOException {
        Set<String> inodes = inodes(process);
        List<String> strangers = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            List<String> rows = Files.readAllLines(Path.of("/proc/" + process + "/net/" + table));
            for (String row : rows.subList(1, rows.size())) {
                String[] columns = row.strip().split("\\s+");
                boolean own = inodes.contains("socket:[" + columns[9] + "]");
                if (own && !isBrokerOnLoopback(columns[1], columns[2], ports)) {
                    strangers.add(table + " " + columns[1] + " " + columns[2]);
                }
            }
        }
        return strangers;
    }

    private static Set<String> inodes(long process) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process + "/fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    inodes.add(Files.readSymbolicLink(file).toString());
                }
            }
        }
        return inodes;
    }

    private static boolean isBrokerOnLoopback(String local, String remote, Set<Integer> ports) {
        boolean listens = remote.endsWith(":0000");
        boolean broker = ports.contains(port(local)) || ports.contains(port(remote));
        return broker && isLoopback(local) && (listens || isLoopback(remote));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    /** 127.0.0.0/8, ::1 and the mapped form of the first, in the kernel's notation. */
    private static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return host.length() == 8 && host.endsWith("7F")
                || host.equals("00000000000000000000000001000000")
                || host.startsWith("0000000000000000FFFF0000") && host.endsWith("7F");
    }
}
