namespace Weir.Acceptance.Tests.Routing;

/// <summary>Whatever the first two targets of a chain do, the client gets the whole answer of the third, and the ledger tells what happened.</summary>
public sealed class FaultTests(FaultGateway gateway) : IClassFixture<FaultGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string, string>> Cases() =>
        from fault in Fault.All from provider in FaultGateway.Providers select new TheoryDataRow<string, string>(fault.Name, provider);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_chain_of_three_answers(string name, string provider)
    {
        var fault = Fault.All.Single(fault => fault.Name == name);
        await Task.WhenAll(RouteClient.All.Select(client => AskAsync(fault, provider, client)));
    }

    private async Task AskAsync(Fault fault, string provider, RouteClient client)
    {
        var weir = await gateway.WeirAsync();
        var chain = FaultGateway.Chain(fault, provider, client);

        var answer = await client.AskAsync(weir.Http, chain, Token);

        var attempts = RouteTrace.Attempts(await RouteTrace.ReadAsync(weir.Http, answer.RequestId, Token));
        var told = $"{chain}: {string.Join(", ", attempts)}";
        Assert.True(answer.Status == 200, $"{told}\n{answer.Body}");
        Assert.Equal(GoodAnswer.Text, client.TextOf(answer));
        Assert.Equal($"{provider}-{(fault.Answers ? fault.Name : "good")}/{chain}", answer.Model);
        Assert.True(attempts[^1] is { Status: 200, Error: "" } last && last.Target == answer.Model, told);
        Assert.Equal(
            fault.Answers ? [] : [$"{provider}-{fault.Name}/{chain}", $"{provider}-{FaultGateway.Second(fault).Name}/{chain}"],
            attempts.SkipLast(1).Select(static attempt => attempt.Target).Distinct());
        foreach (var attempt in attempts.SkipLast(1))
        {
            var expected = attempt.Target == $"{provider}-{fault.Name}/{chain}" ? fault : FaultGateway.Second(fault);
            Assert.True(attempt.Error.Length > 0 && expected.Kind.Contains(attempt.Error, StringComparison.Ordinal) && attempt.Detail.Contains(expected.Detail, StringComparison.Ordinal), $"{expected.Kind} wanted of {attempt}\n{told}");
        }
    }
}
