package io.github.whatsapp360;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** All that is logged from TRACE on, in place of the console. */
final class CapturedLog implements AutoCloseable {

    /** A line that was logged: the message and the stack of an exception. */
    record Line(Level level, String logger, String text) {
        boolean isFrom(Level least) {
            return level.isGreaterOrEqual(least);
        }
    }

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Appender<ILoggingEvent> console = root.getAppender("OUT");
    private final List<Logger> quiet;
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String stack =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(new Line(event.getLevel(), event.getLoggerName(), event.getFormattedMessage() + " " + stack));
        }
    };

    /**
     * @param quiet loggers that log from INFO on only, as an application may set them
     */
    CapturedLog(String... quiet) {
        this.quiet = Stream.of(quiet)
                .map(name -> (Logger) LoggerFactory.getLogger(name))
                .toList();
        this.quiet.forEach(logger -> logger.setLevel(Level.INFO));
        root.detachAppender(console); // at TRACE there is too much to print
        listener.start();
        root.addAppender(listener);
        root.setLevel(Level.TRACE);
    }

    Queue<Line> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(listener);
        root.addAppender(console);
        quiet.forEach(logger -> logger.setLevel(null));
    }
}
