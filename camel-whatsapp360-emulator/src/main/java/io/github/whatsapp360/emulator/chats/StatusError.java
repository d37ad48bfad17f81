package io.github.whatsapp360.emulator.chats;

import java.util.Map;

/** The reason of a failed message, as a status reports it. Source of titles and details: Meta, "Error codes". */
public record StatusError(int code, String title, String details) {

    private static final Map<Integer, String[]> TEXTS = Map.of(
            131026, new String[] {"Message undeliverable", "Message undeliverable."},
            131047,
                    new String[] {
                        "Re-engagement message",
                        "Message failed to send because more than 24 hours have passed since the customer last "
                                + "replied to this"
                                + " number."
                    },
            131049,
                    new String[] {
                        "This message was not delivered to maintain healthy ecosystem engagement.",
                        "In order to maintain a healthy ecosystem engagement, the message failed to be delivered."
                    },
            131053, new String[] {"Media upload error", "Downloading media from weblink failed"},
            131000, new String[] {"Something went wrong", "Message failed to send due to an unknown error."},
            131042,
                    new String[] {
                        "Business eligibility payment issue",
                        "Message failed to send because there were one or more errors related to your payment method."
                    });

    public static StatusError of(int code) {
        String[] texts = TEXTS.getOrDefault(code, new String[] {"Message failed", "The message failed to be sent."});
        return new StatusError(code, texts[0], texts[1]);
    }
}
