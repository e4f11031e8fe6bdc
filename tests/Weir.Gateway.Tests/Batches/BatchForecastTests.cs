using System.Text;
using Weir.Catalog;
using Weir.Gateway.Batches;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Routing.Configuration;
using Weir.Routing.Targets;

namespace Weir.Gateway.Tests.Batches;

public sealed class BatchForecastTests
{
    private static readonly Connection Connection = Some.Connection() with
    {
        Models = new Dictionary<string, CatalogModel>
        {
            ["m"] = new() { Id = "m", Name = "M", ContextLimit = 10_000, OutputLimit = 500, Price = new ModelPrice(new TokenRates(0, 10), []) { Origin = "test" } },
            ["free"] = new() { Id = "free", Name = "F", Price = null },
        },
        Prices = [new PriceOverride { On = new Subject(SubjectKind.Connection, "acme"), BatchDiscount = 0.5m, Version = "test" }],
    };

    [Fact]
    public void Each_request_counts_with_its_own_limit_at_the_price_of_a_batch()
    {
        var forecast = Of(Line("m", "\"max_tokens\":100"), Line("m-2025-01-31", "\"max_tokens\":100,\"n\":3"), Line("m", "\"stream\":false"), "no JSON", """{"custom_id":"1"}""");

        // 100 + 3 times 100 + the model's 500 output tokens, at half of $10 per million.
        var charge = Assert.Single(forecast.Charges);
        Assert.Equal("m", charge.Key);
        Assert.Equal(NanoDollars.FromUsd(900 * 5m / 1_000_000), charge.Value.Usd);
        Assert.True(charge.Value.Tokens > 900);
    }

    [Fact]
    public void A_model_without_a_price_makes_its_own_sum_unknown_alone()
    {
        var forecast = Of(Line("m", "\"max_tokens\":100"), Line("free", "\"max_tokens\":100"));

        Assert.Null(forecast.Charges["free"].Usd);
        Assert.NotNull(forecast.Charges["m"].Usd);
    }

    private static string Line(string model, string members) =>
        $$$"""{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"{{{model}}}",{{{members}}},"messages":[{"role":"user","content":"Hi"}]}}""";

    private static BatchForecast Of(params string[] lines)
    {
        var tariffs = new TargetTariffs(new TargetPrices(null!), new PriceBook());
        var forecast = new BatchForecast(Connection, DateTimeOffset.UnixEpoch, tariffs, WeirConfig.Empty);
        foreach (var line in lines)
        {
            forecast.Add(Encoding.UTF8.GetBytes(line));
        }

        return forecast;
    }
}
