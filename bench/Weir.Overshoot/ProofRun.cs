using System.Text.Json;

namespace Weir.Overshoot;

/// <summary>One run: a gateway, a provider with a bill, clients, faults and kills; then the bill is held against the limits and the books.</summary>
internal sealed class ProofRun(Scene scene, int seed, int requests, string program, bool estimates)
{
    private const int KillChance = 21;
    private const double LeastUsed = 0.9;

    private readonly Findings _findings = new(scene.Name, seed);
    private readonly Dictionary<int, int> _statuses = [];
    private readonly HashSet<Billed> _corrected = new(ReferenceEqualityComparer.Instance);
    private int _uncertain;

    public async Task<Findings> RunAsync(CancellationToken cancellationToken)
    {
        await using var provider = await StandIn.StartAsync("http://127.0.0.1:0", seed, scene.FaultsPerHundred);
        using var gateway = new GatewayProcess(program, scene.Config(provider.Authority, estimates));
        await gateway.StartAsync(cancellationToken);
        using var clients = new Clients(gateway.Url, gateway.ClientKey, seed, scene.FaultsPerHundred);
        var chance = new Chance(seed);
        for (var life = 0; life <= scene.Kills; life++)
        {
            var burst = Enumerable.Range(life * requests, requests).Select(request => AskAsync(clients, request, life, cancellationToken)).ToList();
            if (life < scene.Kills)
            {
                await KillAsync(gateway, provider, lines: 20 + chance.Below(150, life, KillChance), cancellationToken);
            }

            foreach (var status in await Task.WhenAll(burst))
            {
                _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
            }

            await LookAsync(gateway, provider.Bill, isLast: life == scene.Kills, cancellationToken);
        }

        _findings.Fact($"{requests * (scene.Kills + 1)} requests ({string.Join(" ", _statuses.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}:{pair.Value}"))})");
        _findings.Fact($"{clients.Answered} whole answers, {_uncertain} uncertain");
        return _findings;
    }

    private async Task<int> AskAsync(Clients clients, int request, int life, CancellationToken cancellationToken)
    {
        if (scene.Spread > TimeSpan.Zero)
        {
            await Task.Delay(scene.Spread * ((double)(request - (life * requests)) / requests), cancellationToken);
        }

        return await clients.AskAsync(request, scene.Models[request % scene.Models.Count], cancellationToken);
    }

    /// <summary>Kills it when so many lines more are on the bill, and starts it again.</summary>
    private static async Task KillAsync(GatewayProcess gateway, StandIn provider, int lines, CancellationToken cancellationToken)
    {
        var before = provider.Bill.Count;
        for (var wait = 0; wait < 500 && provider.Bill.Count < before + lines; wait++)
        {
            await Task.Delay(10, cancellationToken);
        }

        await gateway.KillAsync(cancellationToken);
        await gateway.StartAsync(cancellationToken);
    }

    /// <summary>Holds the bill against the limits, the ledger and the books; then says what each uncertain attempt cost.</summary>
    private async Task LookAsync(GatewayProcess gateway, IReadOnlyCollection<Billed> bill, bool isLast, CancellationToken cancellationToken)
    {
        using var books = new Books(gateway);
        var budgets = await books.AtRestAsync(cancellationToken);
        var holds = (await books.CheckupAsync(cancellationToken)).GetProperty("holds").EnumerateArray().ToList();
        var ledger = await LedgerLine.ReadAsync(gateway.DataFolder, cancellationToken);
        _uncertain += holds.Count;
        CheckBill(bill, ledger, isLast);
        CheckLedger(bill, ledger);
        CheckBooks(budgets, holds, bill);
        if (scene.Window is null && !estimates)
        {
            await CorrectAsync(books, holds, ledger, bill, cancellationToken);
        }
    }

    private void CheckBill(IReadOnlyCollection<Billed> bill, IReadOnlyList<LedgerLine> ledger, bool isLast)
    {
        foreach (var limit in scene.Limits)
        {
            var billed = scene.Window is { } window ? MostWithin(window, limit, bill, ledger) : limit.Sum(bill);
            if (isLast)
            {
                _findings.Fact($"billed {limit.Show(billed)} of {limit.Show(limit.Most)}");
            }

            _findings.Require(billed <= limit.Most, $"The bill is {limit.Show(billed)}, {limit.Show(billed - limit.Most)} above the limit.");
            if (scene is { FaultsPerHundred: 0, Kills: 0 })
            {
                _findings.Used = (double)billed / limit.Most;
                _findings.Require(billed >= limit.Most * LeastUsed, $"Only {limit.Show(billed)} could be spent.");
            }
        }
    }

    /// <summary>The most that was billed for requests that came in within any span of that length.</summary>
    private static long MostWithin(TimeSpan window, Limit limit, IReadOnlyCollection<Billed> bill, IReadOnlyList<LedgerLine> ledger)
    {
        var times = ledger.GroupBy(static line => line.Request).ToDictionary(static lines => lines.Key, static lines => lines.First().At);
        var lines = bill.Select(line => (At: times[line.Request], Line: line)).OrderBy(static pair => pair.At).ToList();
        var most = 0L;
        for (var from = 0; from < lines.Count; from++)
        {
            most = Math.Max(most, limit.Sum(lines.Skip(from).TakeWhile(pair => pair.At - lines[from].At < window).Select(static pair => pair.Line)));
        }

        return most;
    }

    /// <summary>What the ledger says that the provider told is on the bill, to the nano-dollar and once; and every answer that came to its end is in it.</summary>
    private void CheckLedger(IReadOnlyCollection<Billed> bill, IReadOnlyList<LedgerLine> ledger)
    {
        var billed = bill.ToLookup(static line => line.Request);
        foreach (var lines in ledger.Where(static line => line.IsTold && line.Nano > 0).GroupBy(static line => line.Request))
        {
            var left = billed[lines.Key].Select(static line => line.Nano).ToList();
            foreach (var line in lines)
            {
                _findings.Require(left.Remove(line.Nano), $"The ledger has {line.Nano} nano-dollars for try {line.Attempt} of request {line.Request}, which the provider did not bill.");
            }
        }

        if (scene is { Kills: 0, FaultsPerHundred: 0 })
        {
            var (told, sum) = (ledger.Where(static line => line.IsTold).Sum(static line => line.Nano), bill.Where(static line => line.IsReported).Sum(static line => line.Nano));
            _findings.Require(told == sum, $"The ledger has {told} nano-dollars, the bill {sum}.");
        }
    }

    /// <summary>Nothing is held, no limit is passed, and no budget says less than the bill.</summary>
    private void CheckBooks(IReadOnlyList<JsonElement> budgets, IReadOnlyList<JsonElement> holds, IReadOnlyCollection<Billed> bill)
    {
        _findings.Require(holds.All(static hold => Is(hold, "expired") || Is(hold, "uncertain")), $"Holds stay open.");
        foreach (var (budget, limit) in budgets.Zip(scene.Limits))
        {
            var (id, spent, billed) = (budget.GetProperty("id"), budget.GetProperty("spent").GetInt64(), limit.Sum(bill));
            _findings.Require(budget.GetProperty("held").GetInt64() == 0, $"{id} still holds {budget.GetProperty("held")}.");
            _findings.Require(spent <= limit.Most, $"{id} has spent {limit.Show(spent)} of {limit.Show(limit.Most)}.");
            _findings.Require(spent >= billed || scene.Window is not null, $"{id} says {limit.Show(spent)}, but {limit.Show(billed)} were billed.");
        }
    }

    /// <summary>
    /// Each line of the bill is in the ledger, or an uncertain attempt's. Once a person says which, the budgets are the bill, to the nano-dollar. Whose line it is among
    /// the attempts of a connection changes no sum.
    /// </summary>
    private async Task CorrectAsync(
        Books books, IReadOnlyList<JsonElement> holds, IReadOnlyList<LedgerLine> ledger, IReadOnlyCollection<Billed> bill, CancellationToken cancellationToken)
    {
        var left = bill.ToList();
        foreach (var line in ledger.Where(static line => line.IsTold && line.Nano > 0))
        {
            var at = left.FindIndex(billed => billed.Request == line.Request && billed.Nano == line.Nano);
            if (at >= 0)
            {
                left.RemoveAt(at);
            }
        }

        left.RemoveAll(_corrected.Contains);
        foreach (var hold in holds)
        {
            var line = left.Find(line => scene.Limits.All(limit => limit.Connection is not { } connection || Concerns(hold, connection) == (line.Connection == connection)));
            if (line is not null)
            {
                left.Remove(line);
                _corrected.Add(line);
            }

            await books.SettleAsync(hold.GetProperty("requestId").GetString()!, hold.GetProperty("attempt").GetInt32(), line?.Nano ?? 0, line?.Tokens ?? 0, cancellationToken);
        }

        _findings.Require(left.Count == 0, $"{left.Count} lines of the bill are neither in the ledger nor an uncertain attempt's.");
        foreach (var (budget, limit) in (await books.AtRestAsync(cancellationToken)).Zip(scene.Limits))
        {
            var (spent, billed) = (budget.GetProperty("spent").GetInt64(), limit.Sum(bill));
            _findings.Require(spent == billed, $"After the corrections {budget.GetProperty("id")} says {limit.Show(spent)}, the bill {limit.Show(billed)}.");
        }
    }

    private static bool Concerns(JsonElement hold, string connection) => hold.GetProperty("shares").EnumerateArray()
        .Select(static share => share.GetProperty("budget").GetString()!)
        .Any(budget => budget.StartsWith($"connection:{connection}/", StringComparison.Ordinal) || budget.StartsWith($"model:{connection}/", StringComparison.Ordinal));

    private static bool Is(JsonElement hold, string name) => hold.GetProperty(name).GetBoolean();
}
