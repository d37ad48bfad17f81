package io.github.whatsapp360.emulator.faults;

import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of faults, and the number of calls that each has met. */
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Journal journal;
    private List<ActiveFault> rules = List.of();
    private long last;

    public Faults(Journal journal) {
        this.journal = journal;
    }

    /** Replaces all rules; connections that an old one holds end. */
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

    /** Removes these rules, if they are still there; the others stay. */
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

    /** Returns whether a rule is for one recipient, so that a message's recipient must be known first. */
    public synchronized boolean needRecipient() {
        return rules.stream().anyMatch(active -> !active.rule().to().isEmpty());
    }

    /** Returns the latency of a delivery to the webhook. */
    public Duration latency(String to) {
        return meet(FaultRule.On.WEBHOOK, to, true).latency();
    }

    /** Returns the fault of a call, and counts it; {@code to} is empty for calls that are about no recipient. */
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

    /** Waits until the rules are replaced, or the time is over; returns whether they are still the same. */
    synchronized boolean hold(List<ActiveFault> these, long millis) throws InterruptedException {
        if (rules == these) {
            wait(millis);
        }
        return rules == these;
    }

    private static boolean applies(FaultRule rule, FaultRule.On on, String to) {
        boolean meant = rule.on() == on || rule.on() == FaultRule.On.ANY && on != FaultRule.On.WEBHOOK;
        return meant
                && (rule.to().isEmpty() || RecipientNumber.areSame(rule.to(), to))
                && (rule.rate() >= 1 || ThreadLocalRandom.current().nextDouble() < rule.rate());
    }

    private void changed() {
        LOG.debug("{} rules of faults", all().size());
        journal.add("faults", () -> FaultJson.rules(all()));
    }
}
