using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>What the owner says of prices holds, from its day on, until its day, and the ledger says which it was.</summary>
public sealed class PriceOverrideTests : IAsyncLifetime
{
    private static readonly string[] Names = ["listed", "past", "future", "present", "cheaper", "free", "plan"];

    private WeirProcess? _weir;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("listed/lorem", 1, "weir.yaml:7")]
    [InlineData("past/lorem", 1, "weir.yaml:")]
    [InlineData("future/lorem", 1, "weir.yaml:")]
    [InlineData("present/lorem", 0.5, " from ")]
    [InlineData("cheaper/lorem", 0.9, " x0.9")]
    [InlineData("free/lorem", 0, "free by weir.yaml:")]
    [InlineData("plan/lorem", 0, "plan by weir.yaml:")]
    [InlineData("unpriced/lorem", 0, "catalog:")]
    public async Task A_request_is_priced_by_what_holds_when_it_comes_in(string model, double share, string version)
    {
        using var response = await SendAsync(model);
        var usage = JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)).GetProperty("usage");
        var listed = (usage.GetProperty("prompt_tokens").GetInt64() * 1_000m) + (usage.GetProperty("completion_tokens").GetInt64() * 10_000m);
        var row = await RowAsync(response.Headers.GetValues("x-weir-request-id").Single());

        Assert.Equal(decimal.Ceiling(listed * (decimal)share), row.GetProperty("costNanoDollars").GetInt64());
        Assert.Contains(version, row.GetProperty("priceVersion").GetString(), StringComparison.Ordinal);
        Assert.Equal(decimal.Ceiling(listed * (decimal)share) / 1_000_000_000m, decimal.Parse(response.Headers.GetValues("x-weir-cost").Single(), CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("listed/lorem", 1.0)]
    [InlineData("future/lorem", 1.0)]
    [InlineData("present/lorem", 0.5)]
    [InlineData("cheaper/lorem", 0.9)]
    [InlineData("free/lorem", null)]
    [InlineData("plan/lorem", null)]
    public async Task Clients_are_told_the_price_that_holds(string model, double? input)
    {
        var list = JsonElement.Parse(await _weir!.Http.GetStringAsync(new Uri("v1/models", UriKind.Relative), Token)).GetProperty("data").EnumerateArray();
        var one = JsonElement.Parse(await _weir.Http.GetStringAsync(new Uri($"v1/models/{model}", UriKind.Relative), Token));
        var openCode = JsonElement.Parse(await _weir.Http.GetStringAsync(new Uri(".well-known/opencode/config", UriKind.Relative), Token))
            .GetProperty("config").GetProperty("provider").GetProperty("weir").GetProperty("models").GetProperty(model);

        Assert.Equal(input, Input(list.Single(entry => entry.GetProperty("id").GetString() == model), "pricing"));
        Assert.Equal(input, Input(one, "pricing"));
        Assert.Equal(input, Input(openCode, "cost"));

        static double? Input(JsonElement entry, string member) => entry.TryGetProperty(member, out var price) ? price.GetProperty("input").GetDouble() : null;
    }

    public async ValueTask InitializeAsync()
    {
        var (before, after) = (Day(-2), Day(2));
        string[] overrides =
        [
            $"{{on: 'model:past/lorem', input: 0.1, output: 0.1, until: {before}}}",
            $"{{on: 'model:future/lorem', input: 0.1, output: 0.1, from: {after}}}",
            $"{{on: 'model:present/lorem', input: 0.5, output: 5, from: {before}, until: {after}}}",
            "{on: 'connection:cheaper', discount: 0.1}",
            "{on: 'connection:free', tariff: free}",
            "{on: 'connection:plan', tariff: plan}",
        ];
        var connections = Names.Select(static name => $$$"""
              - name: {{{name}}}
                type: simulator
                simulator: {first_byte_delay_ms: 0, tokens_per_second: 0, lorem_tokens: 5}
                models:
                  - {id: lorem, cost: {input: 1, output: 10}, limit: {context: 32000, output: 500}}
            """);
        _weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $$"""
                    version: 2
                    providers:
                    {{string.Join('\n', connections)}}
                      - {name: unpriced, type: simulator}
                    prices:
                      overrides:
                    {{string.Join('\n', overrides.Select(static line => "    - " + line))}}
                    """,
            },
            Token);
    }

    public async ValueTask DisposeAsync() => await _weir!.DisposeAsync();

    private static string Day(int days) => DateTime.UtcNow.Date.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> SendAsync(string model)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/chat/completions", UriKind.Relative))
        {
            Content = new StringContent($$"""{"model":"{{model}}","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}""", Encoding.UTF8, "application/json"),
        };
        return await _weir!.Http.SendAsync(request, Token);
    }

    private async Task<JsonElement> RowAsync(string id)
    {
        JsonElement? row = null;
        await Eventually.BeTrueAsync(
            "the row",
            async () =>
            {
                var rows = (await _weir!.RunCliAsync("requests", "list", "--json")).Json().EnumerateArray().Where(entry => entry.GetProperty("id").GetString() == id).ToList();
                row = rows.Count > 0 ? rows[0] : null;
                return row is not null;
            },
            Token);
        return row!.Value;
    }
}
