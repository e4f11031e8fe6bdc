using Azure.Core;
using Azure.Identity;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Azure;

/// <summary>Asks the sources for a token of one scope, in turn.</summary>
internal sealed class AzureTokens(AuthOrder order, string scope, HttpMessageHandler handler)
{
    /// <exception cref="CredentialException">There is no token: it says what to do.</exception>
    public async Task<CloudToken> FetchAsync(CancellationToken cancellationToken)
    {
        // Made anew each time: certificates and token files may have changed since.
        var sources = AzureSources.For(order, handler);
        var silent = new List<Exception>();
        foreach (var source in sources)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(source.Patience);
            try
            {
                var token = await source.Credential.GetTokenAsync(new TokenRequestContext([scope], tenantId: order.Settings.Tenant), limit.Token);
                return new CloudToken(new Secret(token.Token), token.ExpiresOn, source.Name);
            }
            catch (Exception failure) when (sources.Count > 1 && !cancellationToken.IsCancellationRequested
                && (source.IsGuess || failure is CredentialUnavailableException or OperationCanceledException))
            {
                silent.Add(failure);
            }
            catch (Exception failure)
            {
                throw Explain(failure, source.Name);
            }
        }

        throw new CredentialException(
            CredentialFailure.SignInNeeded,
            "There are no Azure credentials: no service principal or workload identity in the environment, no sign-in of az or azd, no managed identity.",
            "Run \"az login\", or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.",
            new AggregateException(silent));
    }

    private static CredentialException Explain(Exception failure, string source) => failure switch
    {
        OperationCanceledException => new(CredentialFailure.Unavailable, $"{source} gave no token in time.", "Try again; look whether this machine reaches Entra ID.", failure),

        AuthenticationFailedException or CredentialUnavailableException when source.StartsWith("Azure CLI", StringComparison.Ordinal) => new(
            CredentialFailure.SignInNeeded, "The Azure CLI gives no token: its sign-in has ended.", "Run \"az login\".", failure),

        AuthenticationFailedException or CredentialUnavailableException when source.StartsWith("Azure Developer CLI", StringComparison.Ordinal) => new(
            CredentialFailure.SignInNeeded, "The Azure Developer CLI gives no token: its sign-in has ended.", "Run \"azd auth login\".", failure),

        _ when IsOutOfReach(failure) => new(CredentialFailure.Unavailable, $"Entra ID can't be reached, or has trouble ({source}).", "Try again later.", failure),

        AuthenticationFailedException or CredentialUnavailableException => new(
            CredentialFailure.SignInNeeded, $"Entra ID refused the sign-in ({source}).", "Look at tenant and client id, and make a new secret or certificate if the old one has ended.", failure),

        _ => new(CredentialFailure.Misconfigured, $"{source} can't be used.", "Look at the AZURE_ variables and the files they name.", failure),
    };

    private static bool IsOutOfReach(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is HttpRequestException or global::Azure.RequestFailedException { Status: 0 or >= 500 }
                || failure is Microsoft.Identity.Client.MsalServiceException { StatusCode: >= 500 })
            {
                return true;
            }
        }

        return false;
    }
}
