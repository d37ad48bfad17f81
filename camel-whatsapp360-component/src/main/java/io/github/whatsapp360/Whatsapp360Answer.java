package io.github.whatsapp360;

import io.github.whatsapp360.delivery.confirm.AnswerRule;

/** The message that counts as the answer to a sent message: the option {@code answer}. */
public enum Whatsapp360Answer {
    /** A message that names the sent one: a quoting reply, a button, a list row or a form (a flow). */
    REPLY(AnswerRule.REPLY),
    /** The next message of the recipient, whatever it is, unless it replies to another message. */
    ANY(AnswerRule.ANY);

    private final AnswerRule rule;

    Whatsapp360Answer(AnswerRule rule) {
        this.rule = rule;
    }

    AnswerRule rule() {
        return rule;
    }
}
