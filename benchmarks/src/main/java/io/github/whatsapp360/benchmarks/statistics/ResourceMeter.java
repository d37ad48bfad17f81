package io.github.whatsapp360.benchmarks.statistics;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * A meter of the CPU time, memory and threads that this process uses.
 *
 * <p>The allocated bytes are the bytes in the heap plus the bytes that collections have freed. The JVM's counters for
 * each thread are not used, because they omit threads that have ended. camel-whatsapp starts a thread for each response
 * on a machine with two cores.
 */
public final class ResourceMeter {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Set<String> HEAP_POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private static final AtomicLong COLLECTED = new AtomicLong();
    private static final AtomicLong COLLECTIONS = new AtomicLong();

    static {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            COLLECTIONS.addAndGet(collector.getCollectionCount());
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                GcInfo gc = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo();
                                COLLECTED.addAndGet(
                                        used(gc.getMemoryUsageBeforeGc()) - used(gc.getMemoryUsageAfterGc()));
                                COLLECTIONS.incrementAndGet();
                            },
                            n -> n.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                            null);
        }
    }

    private final long threads = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    private final long allocated = allocated();
    private final long cpu = SYSTEM.getProcessCpuTime();
    private final long nanos = System.nanoTime();

    /** Returns the use since this meter was created. */
    public Usage stop() {
        long now = System.nanoTime();
        return new Usage(
                now - nanos,
                SYSTEM.getProcessCpuTime() - cpu,
                allocated() - allocated,
                ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - threads);
    }

    /**
     * Returns the allocated bytes. Notifications of collections come with a delay, so this method waits for all of
     * them.
     */
    private static long allocated() {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            long before = collections();
            long bytes = COLLECTED.get()
                    + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (COLLECTIONS.get() == before && collections() == before) {
                return bytes;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the garbage collector did not report all of its collections");
            }
            Thread.onSpinWait();
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long used(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> HEAP_POOLS.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    public record Usage(long nanos, long cpuNanos, long allocatedBytes, long threads) {}
}
