using Weir.Credentials.OpenCode;

namespace Weir.Credentials.Methods;

/// <summary>Keys that do not change, best first: weir.yaml, the secret store, the environment, OpenCode's auth.json where its use is allowed.</summary>
public sealed class ApiKeyMethodKind(ICredentialVault vault, OpenCodeAuth openCode) : IAuthMethodKind
{
    public string Name => "api";

    public AuthChoice Create(AuthOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var provider = order.Provider;
        if (order.ConfigKey is { } key)
        {
            return new AuthChoice(new ApiKeyMethod(key, provider.KeyPlacement, order.ConfigKeySource ?? "weir.yaml"));
        }

        if (order.ConfigKeyName is { } name)
        {
            return vault.Find(name) is { Access: { } named } ? new AuthChoice(new ApiKeyMethod(named, provider.KeyPlacement, order.ConfigKeySource ?? vault.Source)) : Missing(
                order, $"no secret \"{name}\" in the {vault.Source}: run `weir auth login {provider.Id} --method api --name {name}`.");
        }

        if (vault.Find(order.Connection) is { Method: "api", Access: { } kept } stored)
        {
            return new AuthChoice(new ApiKeyMethod(kept, provider.KeyPlacement, vault.Source) { Facts = stored.Facts });
        }

        if (EnvironmentKey.Find(provider, order.Environment) is { } found)
        {
            return new AuthChoice(new ApiKeyMethod(found.Key, provider.KeyPlacement, found.Source));
        }

        if (order.AllowsOpenCode && openCode.Find(provider.Id) is { Access: { } shared } entry)
        {
            return new AuthChoice(new ApiKeyMethod(shared, provider.KeyPlacement, "OpenCode's auth.json") { Facts = entry.Facts });
        }

        if (provider.KeyVariables.Count == 0 || provider.AuthMethods.Any(static offered => offered.Method == "none"))
        {
            return new AuthChoice(NoneMethod.Instance);
        }

        return Missing(order, $"no key: run `weir auth login {order.Connection}`, or set {provider.KeyVariables[0]}.");
    }

    private static AuthChoice Missing(AuthOrder order, string what) => new(new UnavailableMethod("api", what), $"\"{order.Connection}\" has {what}");
}
