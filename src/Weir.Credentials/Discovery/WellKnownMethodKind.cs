using Weir.Credentials.Methods;

namespace Weir.Credentials.Discovery;

/// <summary>Tokens that <c>weir auth login https://host</c> had the host's command print.</summary>
internal sealed class WellKnownMethodKind(ICredentialVault vault) : IAuthMethodKind
{
    public string Name => WellKnownFacts.Method;

    public AuthChoice Create(AuthOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (vault.Find(order.Connection) is { Method: WellKnownFacts.Method, Access: { } token } stored && WellKnownFacts.Of(stored.Facts) is { } facts)
        {
            return new AuthChoice(new WellKnownMethod(vault, order.Connection, stored, token, facts, facts.Placement ?? order.Provider.KeyPlacement));
        }

        const string Missing = "no token of a host that announces it: run `weir auth login https://HOST`.";
        return new AuthChoice(new UnavailableMethod(Name, Missing), $"\"{order.Connection}\" has {Missing}");
    }
}
