package io.github.whatsapp360;

import static org.apache.camel.builder.PredicateBuilder.not;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.Whatsapp360Exception;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.IdempotentRepository;

/** The routes that docs/guide/fallback.md shows. */
final class FallbackExample extends RouteBuilder {

    private final IdempotentRepository smsSent;

    FallbackExample(IdempotentRepository smsSent) {
        this.smsSent = smsSent;
    }

    @Override
    public void configure() {
        // example: route
        from("direct:notice")
                .onException(Whatsapp360Exception.class)
                .onWhen(notice -> needsFallback(notice))
                .handled(true)
                .to("direct:fallback")
                .end()
                .filter(this::isSmsSent)
                .stop()
                .end()
                .setHeader("CamelWhatsapp360CallbackData", header("noticeId"))
                .to("whatsapp360:send?messageRepository=#messages&confirm=delivered&confirmTimeout={{patience:10m}}");

        from("direct:fallback")
                .filter(not(this::isSmsSent))
                .to("direct:sms")
                .process(notice -> smsSent.add(noticeId(notice)));
        // end
    }

    // example: predicates
    private boolean isSmsSent(Exchange notice) {
        return smsSent.contains(noticeId(notice));
    }

    private static String noticeId(Exchange notice) {
        return notice.getMessage().getHeader("noticeId", String.class);
    }

    private static boolean needsFallback(Exchange notice) {
        Exception failure = notice.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure instanceof DeliveryFailedException failed) {
            return failed.getErrorCode().filter(ErrorCode.OPTED_OUT::equals).isEmpty();
        }
        if (failure instanceof ApiException refused) {
            return refused.getErrorCode()
                    .filter(ErrorCode.UNDELIVERABLE::equals)
                    .isPresent();
        }
        return failure instanceof ConfirmationTimeoutException;
    }
    // end
}
