using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Ledger;

/// <summary>Reads what Weir booked for a request, the way a user does.</summary>
internal static class LedgerRow
{
    /// <summary>The row, as soon as it is there.</summary>
    public static Task<JsonElement> ReadAsync(WeirProcess weir, string requestId, CancellationToken cancellationToken) =>
        ReadAsync(weir, requestId, static _ => true, cancellationToken);

    /// <summary>The row, as soon as it is there and fits.</summary>
    public static async Task<JsonElement> ReadAsync(WeirProcess weir, string requestId, Func<JsonElement, bool> fits, CancellationToken cancellationToken)
    {
        var found = await Eventually.GetAsync(
            $"a ledger row of {requestId}",
            async () =>
            {
                var result = await weir.RunCliAsync("explain", requestId, "--json");
                return result.ExitCode == 0 && fits(result.Json()) ? result : null;
            },
            cancellationToken);
        return found.Json();
    }
}
