using System.Text.Json;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>What the ledger tells of a request's attempts.</summary>
internal static class RouteTrace
{
    /// <summary>The ledger's row, asked for by the key that made the request.</summary>
    public static async Task<JsonElement> ReadAsync(HttpClient http, string requestId, CancellationToken cancellationToken) =>
        JsonElement.Parse(await http.GetByteArrayAsync(new Uri($"v1/requests/{requestId}", UriKind.Relative), cancellationToken));

    public static IReadOnlyList<TracedAttempt> Attempts(JsonElement row) => [.. row.GetProperty("attempts").EnumerateArray().Select(static attempt => new TracedAttempt(
        $"{attempt.GetProperty("connection").GetString()}/{attempt.GetProperty("model").GetString()}",
        attempt.GetProperty("status").GetInt32(),
        Text(attempt, "error"),
        Text(attempt, "detail"),
        attempt.TryGetProperty("costNanoDollars", out var cost) && cost.ValueKind == JsonValueKind.Number ? cost.GetInt64() : null))];

    private static string Text(JsonElement attempt, string name) => attempt.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}

/// <summary>One attempt as the ledger has it.</summary>
internal sealed record TracedAttempt(string Target, int Status, string Error, string Detail, long? Cost);
