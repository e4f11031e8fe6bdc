using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Routing.Configuration;
using Weir.Routing.Targets;

namespace Weir.Gateway.Batches;

/// <summary>What a batch may cost at most, by model: the worst cases of the requests in its input file, at the price of a batch.</summary>
internal sealed class BatchForecast(Connection connection, DateTimeOffset begun, TargetTariffs tariffs, WeirConfig config)
{
    private readonly Dictionary<string, Charge> _charges = new(StringComparer.Ordinal);

    /// <summary>The sums by the connection's own id of the model.</summary>
    public IReadOnlyDictionary<string, Charge> Charges => _charges;

    /// <summary>Adds a line: <c>{"custom_id", "method", "url", "body": {"model", ...}}</c>. What is no such line is no request, and costs nothing.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        JsonElement request;
        try
        {
            request = JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return;
        }

        var body = request.Member("body");
        if (body.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var target = BatchBill.TargetOf(connection, body.String("model") ?? "-");
        var bytes = JsonMarshal.GetRawUtf8Value(body);
        var operation = OperationOf(request.String("url"));
        var allowance = Allowance.Of(operation, bytes.Length / 4, SizeScanner.Scan(bytes, operation).Size, target);
        var tariff = tariffs.Or(tariffs.OfBatch(target, begun), config);
        var shape = allowance.Shape with { Units = Pieces.Most(operation, bytes, allowance.Shape.Choices, tariff) };
        var worst = WorstCase.Of(shape, tariff).At(allowance.Output);
        _charges[target.ModelId] = _charges.TryGetValue(target.ModelId, out var before) ? Charge.Add(before, worst) : worst;
    }

    private static Operation OperationOf(string? url) =>
        url is not null && url.StartsWith("/v1", StringComparison.Ordinal) ? Operations.Routed.FirstOrDefault(routed => routed.Path == url[3..]).Operation ?? Operations.ChatCompletions : Operations.ChatCompletions;
}
