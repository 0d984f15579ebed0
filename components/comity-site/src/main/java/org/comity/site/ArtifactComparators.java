package org.comity.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.arbitration.CustomComparator;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * Comparators from the artifacts that agreements name. A file of the folder is hashed first, and loaded only where an agreement names that
 * hash; a bean of the application answers where the file that its class came from has it. Each question has a time limit; who exceeds it
 * once is not asked again in this process. Thread-safe.
 */
public final class ArtifactComparators implements CustomComparators {
    /** How long one question may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Path folder;
    private final Supplier<? extends Collection<CustomComparator>> beans;
    private final Duration patience;
    private final Map<ComparatorRef, CustomComparator> found = new ConcurrentHashMap<>();
    private final Map<ComparatorRef, Boolean> late = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "comity-comparator");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Comparators of both kinds.
     *
     * @param folder of artifacts; it need not exist
     * @param beans the application's own, for example of a Camel registry; asked again as long as none is found
     */
    public ArtifactComparators(Path folder, Supplier<? extends Collection<CustomComparator>> beans, Duration patience) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.beans = Objects.requireNonNull(beans, "beans");
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    /** Comparators from a folder, and those that the class path registers as services. */
    public static ArtifactComparators of(Path folder) {
        return new ArtifactComparators(
                folder,
                () -> ServiceLoader.load(CustomComparator.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                PATIENCE);
    }

    @Override
    public Outcome<List<Long>> values(ComparatorRef ref, List<CustomComparator.Traits> candidates) {
        if (late.containsKey(ref)) {
            return Outcome.no(Reason.COMPARATOR_TIMEOUT, ref + " took longer than " + patience + " before");
        }
        CustomComparator known = found.get(ref);
        Outcome<CustomComparator> comparator = known == null ? find(ref) : Outcome.yes(known);
        return comparator.then(one -> ask(ref, one, candidates));
    }

    private Outcome<List<Long>> ask(
            ComparatorRef ref, CustomComparator comparator, List<CustomComparator.Traits> candidates) {
        found.put(ref, comparator);
        Future<List<Long>> answer =
                worker.submit(() -> candidates.stream().map(comparator::value).toList());
        try {
            return Outcome.yes(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            late.put(ref, true);
            return Outcome.no(Reason.COMPARATOR_TIMEOUT, ref + " took longer than " + patience);
        } catch (ExecutionException e) {
            return Outcome.no(Reason.COMPARATOR_FAILED, ref + " threw " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.no(Reason.COMPARATOR_FAILED, ref + " was interrupted");
        }
    }

    /** In the artifact that has the agreed hash; else, what bears the name from elsewhere tells why not. */
    private Outcome<CustomComparator> find(ComparatorRef ref) {
        List<CustomComparator> named = new ArrayList<>();
        try {
            for (Path file : files()) {
                byte[] octets = Files.readAllBytes(file);
                if (Digest.sha256(octets).equals(ref.artifact())) {
                    named.addAll(load(octets));
                }
            }
            Optional<CustomComparator> agreed =
                    named.stream().filter(one -> is(ref, one)).findFirst();
            if (agreed.isPresent()) {
                return Outcome.yes(agreed.get());
            }
            for (CustomComparator bean : beans.get()) {
                boolean same = is(ref, bean)
                        && artifact(bean).filter(ref.artifact()::equals).isPresent();
                if (same) {
                    return Outcome.yes(bean);
                }
                named.add(bean);
            }
        } catch (IOException | RuntimeException | LinkageError | java.util.ServiceConfigurationError e) {
            return Outcome.no(Reason.COMPARATOR_FAILED, ref + " cannot be loaded: " + e);
        }
        return named.stream().anyMatch(one -> one.name().equals(ref.name()))
                ? Outcome.no(
                        Reason.COMPARATOR_NOT_AGREED,
                        "there is a comparator " + ref.name() + ", but not version " + ref.version() + " of artifact "
                                + ref.artifact())
                : Outcome.no(
                        Reason.COMPARATOR_MISSING,
                        "neither a bean nor a file of " + folder + " is " + ref + " of artifact " + ref.artifact());
    }

    private static boolean is(ComparatorRef ref, CustomComparator one) {
        return one.name().equals(ref.name()) && one.version().equals(ref.version());
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Loads the very octets that were hashed, from a copy that nobody else names; it is open for as long as it is asked. */
    private static List<CustomComparator> load(byte[] octets) throws IOException {
        Path file = Files.createTempFile("comity-comparator", ".jar");
        file.toFile().deleteOnExit();
        Files.write(file, octets);
        URLClassLoader loader =
                new URLClassLoader(new URL[] {file.toUri().toURL()}, CustomComparator.class.getClassLoader());
        return ServiceLoader.load(CustomComparator.class, loader).stream()
                .filter(one -> one.type().getClassLoader() == loader)
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The hash of the file that the bean's class came from; empty for one that came from no file, as from a folder of classes. */
    private static Optional<Digest> artifact(CustomComparator bean) throws IOException {
        CodeSource source = bean.getClass().getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation().getPath().endsWith("/")) {
            return Optional.empty();
        }
        try (InputStream in = source.getLocation().openStream()) {
            return Optional.of(Octets.of(in.readAllBytes()).digest());
        }
    }
}
