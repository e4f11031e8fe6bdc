using Weir.Acceptance.Tests.Ledger;
using Weir.Acceptance.Tests.Routing;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Money;

/// <summary>What a provider may have billed without telling counts at its worst case; what it surely did not bill is given back.</summary>
public sealed class UncertainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("silent")]
    [InlineData("dropped")]
    [InlineData("half-head")]
    [InlineData("cut")]
    public async Task What_went_out_whole_and_was_not_answered_counts_until_it_is_settled(string fault)
    {
        await using var money = await MoneyUpstream.StartAsync((request, connection, token) => PlayAsync(fault, connection, token));

        var (_, id) = await money.AskAsync(stream: fault == "cut");

        var spent = await money.SpentAsync();
        var hold = Assert.Single(await money.HoldsAsync());
        Assert.Equal((id, true), (hold.GetProperty("requestId").GetString(), hold.GetProperty("uncertain").GetBoolean()));
        Assert.Equal(spent, hold.GetProperty("shares")[0].GetProperty("amount").GetInt64());
        Assert.True((await LedgerRow.ReadAsync(money.Weir, id, Token)).GetProperty("estimated").GetBoolean());
        Assert.True(spent >= 100 * 10_000, $"All output that was allowed counts, not {spent}.");

        var settled = await money.Weir.RunCliAsync("budgets", "settle", id, "--usd", "0.000123");
        Assert.True(settled.ExitCode == 0, settled.ToString());
        Assert.Equal(123_000, await money.SpentAsync());
        Assert.Empty(await money.HoldsAsync());
        Assert.NotEqual(0, (await money.Weir.RunCliAsync("budgets", "settle", id, "--free")).ExitCode);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("429")]
    [InlineData("refuses")]
    public async Task What_was_refused_or_never_sent_costs_nothing(string fault)
    {
        await using var money = await MoneyUpstream.StartAsync(
            (request, connection, token) => PlayAsync(fault, connection, token), address: fault == "refuses" ? $"127.0.0.1:{FreePort.Next()}" : null);

        var (status, id) = await money.AskAsync();

        Assert.True(status >= 400, $"{status}");
        Assert.Equal(0, await money.SpentAsync());
        Assert.Empty(await money.HoldsAsync());
        Assert.False((await LedgerRow.ReadAsync(money.Weir, id, Token)).GetProperty("estimated").GetBoolean());
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, "v1/messages")]
    [InlineData(false, null)]
    [InlineData(false, "v1/messages")]
    public async Task What_begins_with_an_error_costs_nothing_though_nobody_else_could_answer(bool stream, string? path)
    {
        const string Error = """{"error":{"message":"Overloaded.","type":"overloaded_error"}}""";
        await using var money = await MoneyUpstream.StartAsync((_, connection, token) => connection.AnswerAsync(
            200, stream ? $"data: {Error}\n\n" : Error, token, stream ? "text/event-stream" : "application/json"));

        await money.AskAsync(stream, path);

        Assert.Equal(0, await money.SpentAsync());
        Assert.Empty(await money.HoldsAsync());
    }

    [Fact]
    public async Task The_owner_may_have_estimates_count()
    {
        await using var money = await MoneyUpstream.StartAsync(
            static (request, connection, token) => PlayAsync("silent", connection, token), more: "prices: {unreported: estimate}");

        var (_, id) = await money.AskAsync();

        var spent = await money.SpentAsync();
        Assert.Equal((await LedgerRow.ReadAsync(money.Weir, id, Token)).GetProperty("costNanoDollars").GetInt64(), spent);
        Assert.InRange(spent, 1, 100_000);
        Assert.Empty(await money.HoldsAsync());
    }

    private static async Task PlayAsync(string fault, FaultyConnection connection, CancellationToken cancellationToken)
    {
        const string Start = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Well\"}}]}\n\n";
        switch (fault)
        {
            case "silent":
                await connection.HangAsync(cancellationToken);
                break;
            case "dropped":
                connection.Reset();
                break;
            case "half-head":
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Ty", cancellationToken);
                connection.Close();
                break;
            case "cut":
                await connection.SendAsync(FaultyConnection.Head(200, "text/event-stream", "", 5000) + Start, cancellationToken);
                connection.Close();
                break;
            default:
                await connection.AnswerAsync(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), """{"error":{"message":"No.","type":"api_error"}}""", cancellationToken);
                break;
        }
    }
}
