"""What stands between a request and the network, as Scrapy's middlewares: see `crawler.settings` for their order."""
