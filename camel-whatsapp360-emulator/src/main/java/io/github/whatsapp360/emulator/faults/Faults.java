package io.github.whatsapp360.emulator.faults;

import io.github.whatsapp360.emulator.Fault;
import io.github.whatsapp360.emulator.FaultRule;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.util.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of what goes wrong, and how often each did. */
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Journal journal;
    private List<ActiveFault> rules = List.of();
    private long last;

    public Faults(Journal journal) {
        this.journal = journal;
    }

    /** Replaces all rules; what is held by one of the old is let go. */
    public void set(List<FaultRule> replacement) {
        synchronized (this) {
            if (rules.isEmpty() && replacement.isEmpty()) {
                return;
            }
            rules = replacement.stream()
                    .map(rule -> new ActiveFault(++last, rule))
                    .toList();
            notifyAll();
        }
        changed();
    }

    /** Ends these rules, if they are still there; the others go on. */
    public void end(List<FaultRule> these) {
        synchronized (this) {
            List<ActiveFault> others = rules.stream()
                    .filter(active -> !these.contains(active.rule()))
                    .toList();
            if (others.size() == rules.size()) {
                return;
            }
            rules = others;
            notifyAll();
        }
        changed();
    }

    public synchronized List<ActiveFault> all() {
        return rules;
    }

    /** Whether it has to be known to whom a message goes before it is known what meets it. */
    public synchronized boolean needRecipient() {
        return rules.stream().anyMatch(active -> !active.rule().to().isEmpty());
    }

    /** How much later something is delivered to the webhook. */
    public Duration latency(String to) {
        return meet(FaultRule.On.WEBHOOK, to, true).latency();
    }

    /** What meets a call; {@code to} is empty for calls that are about no recipient. */
    public MatchedFault meet(FaultRule.On on, String to) {
        return meet(on, to, on != FaultRule.On.WEBHOOK);
    }

    private MatchedFault meet(FaultRule.On on, String to, boolean withLatency) {
        boolean usedUp = false;
        Duration latency = Duration.ZERO;
        Fault met = null;
        synchronized (this) {
            for (ActiveFault active : rules) {
                boolean slows = active.rule().fault() instanceof Fault.Latency;
                boolean wanted = slows ? withLatency : met == null && (on != FaultRule.On.WEBHOOK || !withLatency);
                if (wanted && !active.isUsedUp() && applies(active.rule(), on, to)) {
                    active.hit();
                    usedUp |= active.isUsedUp();
                    if (active.rule().fault() instanceof Fault.Latency slow) {
                        latency = latency.plus(slow.time());
                    } else {
                        met = active.rule().fault();
                    }
                }
            }
        }
        if (usedUp) {
            changed();
        }
        return met == null && latency.isZero() ? MatchedFault.NOTHING : new MatchedFault(latency, met);
    }

    /** Waits until the rules are others than these, or the time is over; whether they still are these. */
    synchronized boolean hold(List<ActiveFault> these, long millis) throws InterruptedException {
        if (rules == these) {
            wait(millis);
        }
        return rules == these;
    }

    private static boolean applies(FaultRule rule, FaultRule.On on, String to) {
        boolean meant = rule.on() == on || rule.on() == FaultRule.On.ANY && on != FaultRule.On.WEBHOOK;
        return meant
                && (rule.to().isEmpty() || PhoneNumber.areSame(rule.to(), to))
                && (rule.rate() >= 1 || ThreadLocalRandom.current().nextDouble() < rule.rate());
    }

    private void changed() {
        LOG.debug("{} rules of faults", all().size());
        journal.add("faults", () -> FaultJson.rules(all()));
    }
}
