using System.Globalization;
using Weir.Catalog;
using Weir.Gateway.Admin.Work.Overrides;

namespace Weir.Gateway.Tests.Admin.Work.Overrides;

public sealed class UsualRunTests
{
    [Theory]
    [InlineData("0.0512", "about $0.051 more per run")]
    [InlineData("-0.05", "about $0.05 less per run")]
    [InlineData("3.14159", "about $3.1 more per run")]
    [InlineData("12", "about $12 more per run")]
    [InlineData("0.00000042", "about $0.00000042 more per run")]
    [InlineData("0", "the same per run")]
    public void A_difference_is_told_in_two_digits(string usd, string expected) =>
        Assert.Equal(expected, UsualRun.InWords(decimal.Parse(usd, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_run_costs_by_what_it_reads_and_writes()
    {
        var run = new UsualRun(2_000, 500);

        Assert.Equal(0.0055m, run.Difference(Model(1, 2), Model(3, 5)));
        Assert.Equal(-0.0055m, run.Difference(Model(3, 5), Model(1, 2)));
    }

    [Fact]
    public void Without_a_price_nothing_is_said()
    {
        var run = UsualRun.Of([]);

        Assert.Null(run.Difference(null, Model(1, 2)));
        Assert.Null(run.Difference(Model(1, 2), null));
        Assert.True(run.Difference(Model(1, 2), Model(2, 2)) > 0);
    }

    private static CatalogModel Model(decimal input, decimal output) => new() { Id = "m", Name = "m", Price = new ModelPrice(new TokenRates(input, output), []) };
}
