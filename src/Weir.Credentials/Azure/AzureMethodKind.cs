using Weir.Credentials.Clouds;

namespace Weir.Credentials.Azure;

/// <summary><c>azure</c>: Entra ID. A key in weir.yaml is taken for an access token; resource keys are method <c>api</c>.</summary>
/// <param name="time">The clock tokens end by.</param>
/// <param name="handler">Carries the calls to Entra ID and managed identities.</param>
public sealed class AzureMethodKind(TimeProvider time, HttpMessageHandler handler) : IAuthMethodKind
{
    internal const string Word = "azure";

    public string Name => Word;

    /// <summary>Whether this machine shows any sign of Azure credentials: variables, or files of az or azd. Asks nobody; a virtual machine's identity doesn't show.</summary>
    public static bool HasHints(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return AzureSources.HasServicePrincipal(environment)
            || AzureSources.HasWorkloadIdentity(environment)
            || AzureSources.HasManagedIdentity(environment)
            || AzureSources.ProgramFolders(environment).Any(File.Exists);
    }

    public bool FindsByItself(AuthOrder order) => HasHints(order.Environment);

    public AuthChoice Create(AuthOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new AuthChoice(order.ConfigKey is { } key
            ? new FixedTokenMethod(Word, key, order.ConfigKeySource ?? "weir.yaml")
            : new AzureMethod(order, time, handler));
    }
}
