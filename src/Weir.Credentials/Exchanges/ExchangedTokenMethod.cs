using System.Net;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Exchanges;

/// <summary>Signs with a short-lived token that is fetched again before its end.</summary>
/// <param name="inner">What the token is given for.</param>
/// <param name="fetch">Fetches one.</param>
/// <param name="time">The clock that tokens end by.</param>
internal sealed class ExchangedTokenMethod(IAuthMethod inner, Func<CancellationToken, Task<ExchangedToken>> fetch, TimeProvider time) : IAuthMethod
{
    private readonly Renewed<ExchangedToken> _token = new(fetch, static token => token.EndsAt, time);

    public string Name => inner.Name;

    public string Source => inner.Source;

    public string? Masked => inner.Masked;

    public AuthState State => inner.State == AuthState.Ready ? _token.State : inner.State;

    /// <summary>Of what the token is given for: the token itself is renewed without anybody's doing.</summary>
    public DateTimeOffset? ExpiresAt => inner.ExpiresAt;

    public Uri? BaseUrl { get; init; } = inner.BaseUrl;

    public IReadOnlyDictionary<string, string> Facts => inner.Facts;

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var getting = _token.GetAsync(cancellationToken);
        if (!getting.IsCompletedSuccessfully)
        {
            return SignLaterAsync(getting);
        }

        getting.Result.PutOn(request);
        return ValueTask.CompletedTask;

        async ValueTask SignLaterAsync(ValueTask<ExchangedToken> pending) => (await pending).PutOn(request);
    }

    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        await inner.RefreshAsync(cancellationToken);
        await _token.RefreshAsync(cancellationToken);
    }

    public ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return refused.StatusCode == HttpStatusCode.Unauthorized
            ? _token.ReplaceAsync(token => token.IsOn(refused.RequestMessage), cancellationToken)
            : ValueTask.FromResult(false);
    }
}
