namespace Weir.Acceptance.Tests.Routing;

/// <summary>
/// Which requests meet faults, and which: the same for the same seed, whatever the order of arrival. Three in ten requests find one or two of the three targets at fault, in any place of the chain.
/// </summary>
internal sealed class ChaosPlan
{
    /// <summary>The providers of the chain, in its order.</summary>
    public static readonly IReadOnlyList<string> Targets = ["a", "b", "c"];

    private const double Share = 0.3;

    /// <summary>What happens within a connection. Limits are short here: targets that are all at theirs for long are rightly not asked.</summary>
    private static readonly IReadOnlyList<Fault> Faults =
    [
        .. Fault.All.Where(static fault => fault is { Play: not null, Answers: false } && (!fault.Name.StartsWith("429", StringComparison.Ordinal) || fault.Name == "429-none")),
        new("429-soon", "rate_limited", static (_, connection, token) => connection.AnswerAsync(429, """{"error":{"message":"Slower.","type":"rate_limit_error"}}""", token, headers: "retry-after-ms: 60\r\n")),
    ];

    private readonly List<(RouteClient Client, IReadOnlyDictionary<string, Fault> Faults)> _requests = [];

    public ChaosPlan(int count, int seed)
    {
        var random = new Random(seed);
        for (var request = 0; request < count; request++)
        {
            var client = RouteClient.All[random.Next(RouteClient.All.Count)];
            var order = Targets.OrderBy(_ => random.Next()).ToList();
            var atFault = random.NextDouble() < Share ? random.Next(1, Targets.Count) : 0;
            _requests.Add((client, order.Take(atFault).ToDictionary(static name => name, _ => Faults[random.Next(Faults.Count)])));
        }
    }

    /// <summary>Requests that meet at least one fault if they come to it.</summary>
    public int AtFault => _requests.Count(static request => request.Faults.Count > 0);

    public RouteClient Client(int request) => _requests[request].Client;

    /// <summary>Plays a target for the request whose number its prompt tells.</summary>
    public Task PlayAsync(FaultyRequest request, FaultyConnection connection, CancellationToken cancellationToken)
    {
        var from = request.Body.IndexOf('#', StringComparison.Ordinal) + 1;
        var number = int.Parse(request.Body.AsSpan(from, request.Body.IndexOf('#', from) - from), System.Globalization.CultureInfo.InvariantCulture);
        return _requests[number].Faults.TryGetValue(request.Name, out var fault) ? fault.Play!(request, connection, cancellationToken) : RouteScene.WellAsync(request, connection, cancellationToken);
    }

    /// <summary>What was planned for a request, for the report of a failure.</summary>
    public string Describe(int request) => $"request {request} ({_requests[request].Client.Name}; {string.Join(", ", _requests[request].Faults.Select(static fault => $"{fault.Key} {fault.Value.Name}"))})";
}
