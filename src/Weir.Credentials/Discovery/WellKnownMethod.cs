using System.Net;
using Weir.Credentials.Methods;

namespace Weir.Credentials.Discovery;

/// <summary>
/// Signs with a discovered token. Only a person can have the host's command run again (<c>weir auth refresh</c>); a token that another process stored
/// meanwhile is taken up by itself.
/// </summary>
internal sealed class WellKnownMethod : IAuthMethod
{
    private readonly ICredentialVault _vault;
    private readonly string _connection;
    private readonly WellKnownFacts _facts;
    private readonly string _placement;
    private readonly Held _held;

    public WellKnownMethod(ICredentialVault vault, string connection, StoredCredential stored, Secret token, WellKnownFacts facts, string placement)
        : this(vault, connection, facts, placement, new Held(stored, token))
    {
    }

    private WellKnownMethod(ICredentialVault vault, string connection, WellKnownFacts facts, string placement, Held held)
    {
        (_vault, _connection, _facts, _placement, _held) = (vault, connection, facts, placement, held);
    }

    public string Name => WellKnownFacts.Method;

    public string Source => $"{_facts.Site} ({_vault.Source})";

    public string? Masked => _held.Now.Token.Masked;

    public AuthState State => _held.Now.IsRefused ? AuthState.SignInAgain : AuthState.Ready;

    public IReadOnlyDictionary<string, string> Facts => _held.Now.Stored.Facts;

    public IAuthMethod At(string placement) => new WellKnownMethod(_vault, _connection, _facts, placement, _held);

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = _held.Now.Token;
        if (_facts.Headers.Count == 0)
        {
            return new ApiKeyMethod(token, _placement, Source, Name).SignAsync(request, cancellationToken);
        }

        foreach (var (name, template) in _facts.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, template.Replace(WellKnownFacts.TokenPlace, token.Reveal(), StringComparison.Ordinal));
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        if (refused.StatusCode != HttpStatusCode.Unauthorized)
        {
            return false;
        }

        var old = _held.Now;
        try
        {
            if (await _vault.ReadAsync(_connection, cancellationToken) is { Method: WellKnownFacts.Method, Access: { } token } stored && token.Reveal() != old.Token.Reveal())
            {
                _held.Now = new Current(stored, token, IsRefused: false);
                return true;
            }
        }
        catch (CredentialException)
        {
            // The store is away: nothing new to be had.
        }

        _held.Now = old with { IsRefused = true };
        return false;
    }

    private sealed record Current(StoredCredential Stored, Secret Token, bool IsRefused);

    /// <summary>Shared by the same credential in several placements.</summary>
    private sealed class Held(StoredCredential stored, Secret token)
    {
        private Current _now = new(stored, token, IsRefused: false);

        public Current Now
        {
            get => Volatile.Read(ref _now);
            set => Volatile.Write(ref _now, value);
        }
    }
}
