using Weir.Credentials.Exchanges;
using Weir.Credentials.Methods;

namespace Weir.Credentials;

/// <summary>Makes the auth method of a connection: the one that was chosen, else the one that the credential at hand is for.</summary>
public sealed class AuthMethods
{
    private readonly Dictionary<string, IAuthMethodKind> _kinds;
    private readonly ICredentialVault _vault;
    private readonly Dictionary<string, ITokenExchange> _exchanges;

    /// <param name="kinds">One for each method.</param>
    /// <param name="vault">Tells which connections have a credential of their own.</param>
    /// <param name="exchanges">For providers that want a short-lived token; null = none.</param>
    public AuthMethods(IEnumerable<IAuthMethodKind> kinds, ICredentialVault vault, IEnumerable<ITokenExchange>? exchanges = null)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentNullException.ThrowIfNull(vault);
        _kinds = kinds.ToDictionary(static kind => kind.Name, StringComparer.Ordinal);
        _vault = vault;
        _exchanges = (exchanges ?? []).ToDictionary(static exchange => exchange.Placement, StringComparer.Ordinal);
    }

    /// <summary>Keys of weir.yaml and the environment alone: no store, no sign-in.</summary>
    public static AuthMethods KeysOnly { get; } = new([new ApiKeyMethodKind(NoVault.Instance, OpenCode.OpenCodeAuth.None), new NoneMethodKind()], NoVault.Instance);

    /// <summary>Makes the method. Quick: asks nobody.</summary>
    /// <param name="order">The connection.</param>
    /// <param name="wanted">The method that its owner chose; null = whichever there is a credential for, best first: weir.yaml, the secret store, the environment.</param>
    public AuthChoice Create(AuthOrder order, string? wanted)
    {
        ArgumentNullException.ThrowIfNull(order);
        var name = wanted ?? Usual(order);
        return _kinds.TryGetValue(name, out var kind)
            ? Exchanged(order, kind.Create(order))
            : new AuthChoice(new UnavailableMethod(name, $"no auth method {name}"), $"\"{order.Connection}\" signs in by {name}, which this gateway does not know.");
    }

    /// <summary>Whether a connection to the provider could sign in with what is on this machine: a variable, or a cloud's usual credentials.</summary>
    public bool FindsByItself(AuthOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return EnvironmentKey.Find(order.Provider, order.Environment) is not null
            || order.Provider.AuthMethods.Any(offered => _kinds.TryGetValue(offered.Method, out var kind) && kind.FindsByItself(order));
    }

    private AuthChoice Exchanged(AuthOrder order, AuthChoice choice) =>
        choice.Problem is null && _exchanges.TryGetValue(order.Provider.KeyPlacement, out var exchange) ? exchange.Wrap(order, choice) : choice;

    private string Usual(AuthOrder order)
    {
        if (order.ConfigKey is not null || order.ConfigKeyName is not null)
        {
            return "api";
        }

        if (_vault.Find(order.Connection) is { } stored)
        {
            return stored.Method;
        }

        var offered = order.Provider.AuthMethods;
        return EnvironmentKey.Find(order.Provider, order.Environment) is not null && !(offered is [{ Method: "aws" }, ..] && _kinds.ContainsKey("aws")) ? "api"
            : offered.Any(static method => method.Method is "none") ? "api"
            : offered.FirstOrDefault(method => _kinds.ContainsKey(method.Method))?.Method ?? "api";
    }

    private sealed class NoVault : ICredentialVault
    {
        public static NoVault Instance { get; } = new();

        public string Source => "no store";

        public IReadOnlyDictionary<string, StoredCredential> All { get; } = new Dictionary<string, StoredCredential>();

        public event Action<string>? Changed
        {
            add { }
            remove { }
        }

        public StoredCredential? Find(string connection) => null;

        public ValueTask<StoredCredential?> ReadAsync(string connection, CancellationToken cancellationToken) => ValueTask.FromResult<StoredCredential?>(null);

        public ValueTask WriteAsync(string connection, StoredCredential credential, CancellationToken cancellationToken) => throw new NotSupportedException("There is no store.");

        public ValueTask<bool> DeleteAsync(string connection, CancellationToken cancellationToken) => ValueTask.FromResult(false);
    }
}
