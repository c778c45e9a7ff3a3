package io.quorumlock.sample.instance;

import java.util.concurrent.CountDownLatch;

/**
 * Does nothing for as long as its parent lives.
 */
public final class WatchedMain {

	private WatchedMain() {
	}

	/**
	 * Never returns.
	 * @param args not used
	 * @throws InterruptedException never
	 */
	public static void main(String[] args) throws InterruptedException {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("in good order")));
		ParentWatch.start(System.out::println);
		System.out.println("watching");
		new CountDownLatch(1).await();
	}

}
