using Weir.Catalog;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Prices;

public sealed class PriceBookTests
{
    [Fact]
    public void Compiled_answers_with_the_same_object_for_the_same_price()
    {
        var book = new PriceBook();
        var price = new ModelPrice(new TokenRates(1, 2), []);

        var compiled = book.Compiled(price, PriceVersion.Catalog(new DateOnly(2026, 6, 30)));

        Assert.Same(compiled, book.Compiled(price, "ignored"));
        Assert.Equal("catalog:2026-06-30", compiled.Version);
    }

    [Fact]
    public void Compiled_tells_equal_prices_of_different_origin_apart()
    {
        var book = new PriceBook();

        book.Compiled(new ModelPrice(new TokenRates(1, 2), []), PriceVersion.Catalog(new DateOnly(2026, 6, 30)));

        Assert.Equal("weir.yaml:3", book.Compiled(new ModelPrice(new TokenRates(1, 2), []), "weir.yaml:3").Version);
    }
}
