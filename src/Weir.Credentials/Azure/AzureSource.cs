using Azure.Core;

namespace Weir.Credentials.Azure;

/// <summary>One place that Azure tokens come from.</summary>
/// <param name="Name">For people: <c>Azure CLI</c>.</param>
/// <param name="Credential">Who is asked.</param>
/// <param name="IsGuess">Asked without any sign that it is there: then it is not waited for long, and its refusal is no news.</param>
internal sealed record AzureSource(string Name, TokenCredential Credential, bool IsGuess = false)
{
    // A metadata server that isn't there never answers.
    public TimeSpan Patience => TimeSpan.FromSeconds(IsGuess ? 5 : 40);
}
