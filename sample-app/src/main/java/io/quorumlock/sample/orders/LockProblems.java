package io.quorumlock.sample.orders;

import io.quorumlock.LockException;
import io.quorumlock.LockNotAcquiredException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Tells clients what came of a lock: both kinds are worth another try.
 */
@RestControllerAdvice
class LockProblems {

	@ExceptionHandler({ LockNotAcquiredException.class, StaleWriteException.class })
	ProblemDetail overtaken(RuntimeException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "Somebody else was faster. Try again");
	}

	@ExceptionHandler
	ProblemDetail unavailable(LockException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "Try again in a moment");
	}

}
