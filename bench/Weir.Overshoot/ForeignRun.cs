namespace Weir.Overshoot;

/// <summary>The same burst through a gateway that somebody else started: only the bill can be looked at.</summary>
internal sealed class ForeignRun(Uri gateway, string key, string model, string listen, Limit limit, int seed, int requests)
{
    public async Task<Findings> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new Findings(gateway.ToString(), seed);
        await using var provider = await StandIn.StartAsync(listen, seed, faultsPerHundred: 0);
        using var clients = new Clients(gateway, key, seed, faultsPerHundred: 0);
        var statuses = await Task.WhenAll(Enumerable.Range(0, requests).Select(request => clients.AskAsync(request, model, cancellationToken)));

        var billed = limit.Sum(provider.Bill);
        findings.Fact($"{requests} requests ({string.Join(" ", statuses.CountBy(static status => status).OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}:{pair.Value}"))})");
        findings.Fact($"billed {limit.Show(billed)} of {limit.Show(limit.Most)}");
        findings.Require(billed <= limit.Most, $"The bill is {limit.Show(billed)}, {limit.Show(billed - limit.Most)} above the limit.");
        findings.Require(billed >= limit.Most * 0.9, $"Only {limit.Show(billed)} could be spent.");
        return findings;
    }
}
