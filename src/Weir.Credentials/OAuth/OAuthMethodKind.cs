using Weir.Catalog;
using Weir.Credentials.Methods;
using Weir.Credentials.Refresh;

namespace Weir.Credentials.OAuth;

/// <summary>Sign-ins of persons, kept under the connection's name.</summary>
/// <param name="vault">Where they are kept.</param>
/// <param name="endpoint">Renews them. Before the keepers: the container makes it first, so that at the end it outlives a renewal under way.</param>
/// <param name="keepers">Keep them fresh.</param>
internal sealed class OAuthMethodKind(ICredentialVault vault, TokenEndpoint endpoint, TokenKeepers keepers) : IAuthMethodKind
{
    public string Name => OAuthWords.Method;

    public AuthChoice Create(AuthOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var stored = vault.Find(order.Connection);
        if (stored is not { Method: OAuthWords.Method })
        {
            return Unusable(order, "no sign-in");
        }

        if (stored.Provider != order.Provider.Id)
        {
            // Its token must not travel to somebody else.
            return Unusable(order, $"a sign-in to {stored.Provider}, not to {order.Provider.Id}");
        }

        return FlowOf(order, stored) is { } flow
            ? new AuthChoice(new OAuthMethod(
                keepers.For(order.Connection), endpoint, flow with { ClientId = order.Settings.ClientId ?? flow.ClientId }, order.Provider.KeyPlacement, vault.Source))
            : Unusable(order, $"a sign-in by \"{order.Settings.Flow ?? stored.Flow}\", which {order.Provider.Id} does not have");
    }

    private static SignInFlow? FlowOf(AuthOrder order, StoredCredential stored)
    {
        var name = order.Settings.Flow ?? stored.Flow;
        return order.Provider.Flows.FirstOrDefault(flow => name is null || flow.Name == name);
    }

    private static AuthChoice Unusable(AuthOrder order, string what)
    {
        var reason = $"{what}: run `weir auth login {order.Connection}`.";
        return new AuthChoice(new UnavailableMethod(OAuthWords.Method, reason), $"\"{order.Connection}\" has {reason}");
    }
}
