using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Weir.Overshoot;

/// <summary>Many clients at once, with prompts and limits of uncertain length. Some hang up in the middle.</summary>
internal sealed class Clients(Uri gateway, string key, int seed, int faultsPerHundred) : IDisposable
{
    private const int PromptChance = 11;
    private const int LimitChance = 12;
    private const int HangUpChance = 13;
    private const int WhenChance = 14;

    private readonly Chance _chance = new(seed);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxResponseDrainSize = 0, ResponseDrainTimeout = TimeSpan.Zero })
    {
        BaseAddress = gateway,
        Timeout = TimeSpan.FromSeconds(60),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    /// <summary>Answers that came to their end.</summary>
    public int Answered => _answered;

    private int _answered;

    /// <summary>Sends one streamed request. Returns its status; 0 where the connection broke, 499 where the client hung up.</summary>
    /// <param name="request">Its number.</param>
    /// <param name="model">What it asks for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<int> AskAsync(int request, string model, CancellationToken cancellationToken)
    {
        var words = string.Concat(Enumerable.Repeat("abc ", 5 + _chance.Below(200, request, PromptChance)));
        var limit = _chance.Below(3, request, LimitChance) == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $",\"max_tokens\":{20 + _chance.Below(600, request, LimitChance, 1)}");
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/chat/completions", UriKind.Relative))
        {
            Content = new StringContent(
                string.Create(CultureInfo.InvariantCulture, $$"""{"model":"{{model}}","stream":true{{limit}},"messages":[{"role":"user","content":"#{{request}}# {{words}}"}]}"""),
                Encoding.UTF8,
                "application/json"),
        };
        message.Headers.Add("x-weir-tags", string.Create(CultureInfo.InvariantCulture, $"proof={request}"));
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_chance.Below(100, request, HangUpChance) < faultsPerHundred / 2)
        {
            hangUp.CancelAfter(_chance.Below(400, request, WhenChance));
        }

        try
        {
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, hangUp.Token);
            var body = await response.Content.ReadAsStringAsync(hangUp.Token);
            if (response.IsSuccessStatusCode && body.Contains("[DONE]", StringComparison.Ordinal) && !body.Contains("\"error\"", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _answered);
            }

            return (int)response.StatusCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 499;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return 0;
        }
    }

    public void Dispose() => _http.Dispose();
}
