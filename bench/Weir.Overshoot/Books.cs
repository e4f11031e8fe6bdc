using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Weir.Overshoot;

/// <summary>What Weir says of its budgets, by the admin API.</summary>
internal sealed class Books(GatewayProcess gateway) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri(gateway.Url, "admin/api/v1/"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", gateway.AdminKey) },
    };

    /// <summary>Waits until nothing is held any more and gives the budgets; those in which something stays held, too, after 20 seconds.</summary>
    public async Task<IReadOnlyList<JsonElement>> AtRestAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            var budgets = (await GetAsync("budgets", cancellationToken)).EnumerateArray().ToList();
            if (tries == 200 || budgets.TrueForAll(static budget => budget.GetProperty("held").GetInt64() == 0))
            {
                // The ledger's tables are at most a quarter of a second behind.
                await Task.Delay(500, cancellationToken);
                return budgets;
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary><c>holds</c> and <c>mismatches</c>; the books always agree.</summary>
    public async Task<JsonElement> CheckupAsync(CancellationToken cancellationToken) =>
        await GetAsync("budgets/holds", cancellationToken) is var checkup && checkup.GetProperty("mismatches").GetArrayLength() == 0
            ? checkup
            : throw new InvalidOperationException($"The books do not agree: {checkup}");

    /// <summary>Says what an attempt really cost.</summary>
    public async Task SettleAsync(string requestId, int attempt, long nano, long tokens, CancellationToken cancellationToken)
    {
        using var body = new StringContent(
            $$"""{"attempt":{{attempt}},"usd":{{(nano / 1_000_000_000m).ToString(System.Globalization.CultureInfo.InvariantCulture)}},"tokens":{{tokens}}}""", Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri($"budgets/holds/{requestId}", UriKind.Relative), body, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"Settling {requestId} failed: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{path}: {text}");
    }
}
