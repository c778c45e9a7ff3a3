package com.example.migrating;

import com.example.shop.Order;

interface Payments {

	void insert(Order order);

	void insert(Order order, long token);

}
