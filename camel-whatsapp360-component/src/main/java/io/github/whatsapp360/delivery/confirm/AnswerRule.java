package io.github.whatsapp360.delivery.confirm;

/** The customer's message that counts as the answer to a question. */
public enum AnswerRule {
    /** A message that names the question: a quoting reply, a button, a list row or a form. */
    REPLY,
    /** The next message of the recipient, unless it replies to another message. */
    ANY
}
