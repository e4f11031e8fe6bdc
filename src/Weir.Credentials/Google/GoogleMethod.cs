using System.Net;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Google;

/// <summary>Signs with Google access tokens.</summary>
internal sealed class GoogleMethod : IAuthMethod
{
    internal const string MetadataSource = "Google metadata server";
    private const string QuotaHeader = "x-goog-user-project";

    private readonly GoogleTokens _tokens;
    private readonly Renewed<CloudToken> _token;
    private readonly Lazy<GoogleFile?> _file;

    public GoogleMethod(AuthOrder order, TimeProvider time, HttpMessageHandler handler)
    {
        _tokens = new GoogleTokens(order, handler);
        _token = new Renewed<CloudToken>(_tokens.FetchAsync, static token => token.EndsAt, time);
        _file = new Lazy<GoogleFile?>(() => _tokens.FilePath is { } path ? GoogleFile.TryRead(path) : null);
    }

    public string Name => GoogleMethodKind.Word;

    public string Source => _token.Latest?.Source ?? _file.Value?.Source ?? _tokens.FilePath ?? MetadataSource;

    public string? Masked => _token.Latest?.Value.Masked;

    public AuthState State => _token.State;

    public DateTimeOffset? ExpiresAt => _token.EndsAt;

    /// <summary><c>project_id</c>, when the credentials file tells it.</summary>
    public IReadOnlyDictionary<string, string> Facts =>
        _file.Value?.Project is { } project ? new Dictionary<string, string> { ["project_id"] = project } : StoredCredential.NoFacts;

    public async ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = await _token.GetAsync(cancellationToken);
        token.PutOn(request);
        if (token.QuotaProject is { } project && !request.Headers.Contains(QuotaHeader))
        {
            request.Headers.TryAddWithoutValidation(QuotaHeader, project);
        }
    }

    public ValueTask RefreshAsync(CancellationToken cancellationToken) => _token.RefreshAsync(cancellationToken);

    /// <summary>Fetches a new token after a 401. A 403 is about rights, which a new token would not have either.</summary>
    public ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken) =>
        refused.StatusCode == HttpStatusCode.Unauthorized ? _token.ReplaceAsync(token => token.IsOn(refused.RequestMessage), cancellationToken) : ValueTask.FromResult(false);
}
