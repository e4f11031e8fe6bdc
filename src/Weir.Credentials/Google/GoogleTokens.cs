using System.Net;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Google;

/// <summary>Gets access tokens by application default credentials. Files are read anew for each token: a sign-in since the last one counts.</summary>
/// <param name="order">Whose tokens.</param>
/// <param name="handler">Carries the calls to token and metadata servers.</param>
internal sealed class GoogleTokens(AuthOrder order, HttpMessageHandler handler)
{
    private const string CloudPlatform = "https://www.googleapis.com/auth/cloud-platform";
    private readonly GoogleCalls _calls = new(handler);

    /// <summary>The credentials file in use: the named one, else the one gcloud writes, if it is there. Null: the metadata server is asked.</summary>
    public string? FilePath => GooglePlaces.Named(order)
        ?? (GooglePlaces.WellKnown(order.Environment) is { } path && File.Exists(path) ? path : null);

    /// <exception cref="CredentialException">There is no token: it says what to do.</exception>
    public async Task<CloudToken> FetchAsync(CancellationToken cancellationToken)
    {
        var path = FilePath;
        var file = path is null ? null : GoogleFile.TryRead(path);
        var source = path is null ? GoogleMethod.MetadataSource : file?.Source ?? path;
        try
        {
            var credential = path is null ? OfMachine() : await OfFileAsync(path, file, cancellationToken);
            var token = await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(cancellationToken: cancellationToken);
            return new CloudToken(new Secret(token), EndOf(credential), source) { QuotaProject = order.Environment.Read("GOOGLE_CLOUD_QUOTA_PROJECT") ?? file?.QuotaProject };
        }
        catch (Exception failure) when (failure is not CredentialException)
        {
            throw Explain(failure, source, path);
        }
    }

    private GoogleCredential OfMachine() => GoogleCredential.FromComputeCredential(
        new ComputeCredential(new ComputeCredential.Initializer(GooglePlaces.MetadataToken(order.Environment))
        {
            HttpClientFactory = _calls,
            Scopes = order.Settings.Scope is { } scope ? [scope] : null,
        }));

    private async Task<GoogleCredential> OfFileAsync(string path, GoogleFile? file, CancellationToken cancellationToken)
    {
        var type = file?.Type ?? throw new CredentialException(
            CredentialFailure.Misconfigured,
            $"{path} is missing, or is no Google credentials file.",
            $"Look at auth.credentials_file and {GooglePlaces.FileVariable}.");
        var made = await CredentialFactory.FromFileAsync(path, type, cancellationToken);
        return made.CreateWithHttpClientFactory(_calls).CreateScoped(order.Settings.Scope ?? CloudPlatform);
    }

    private static DateTimeOffset? EndOf(GoogleCredential credential)
    {
        var token = credential.UnderlyingCredential switch
        {
            ServiceCredential service => service.Token,
            UserCredential user => user.Token,
            _ => null,
        };
        return token?.ExpiresInSeconds is { } seconds ? new DateTimeOffset(token.IssuedUtc.ToUniversalTime()).AddSeconds(seconds) : null;
    }

    private static CredentialException Explain(Exception failure, string source, string? path) => failure switch
    {
        TokenResponseException { Error.Error: "invalid_grant" or "unauthorized_client" } => new(
            CredentialFailure.SignInNeeded,
            $"Google refused the sign-in ({source}).",
            source.StartsWith("Google user", StringComparison.Ordinal)
                ? "Run \"gcloud auth application-default login\"."
                : "Make a new key for the service account, and look at this machine's clock.",
            failure),

        TokenResponseException { StatusCode: null or >= HttpStatusCode.InternalServerError } => new(
            CredentialFailure.Unavailable, $"Google's token service has trouble ({source}).", "Try again later.", failure),

        TokenResponseException when path is not null => new(
            CredentialFailure.Misconfigured, $"Google refused to give a token ({source}).", "Look whether the account still exists and may be used.", failure),

        InvalidOperationException or JsonException or FormatException or ArgumentException when path is not null => new(
            CredentialFailure.Misconfigured, $"{path} can't be used as Google credentials.", "Download the key anew, or sign in anew.", failure),

        OperationCanceledException or HttpRequestException when path is not null => new(
            CredentialFailure.Unavailable, $"Google's token service can't be reached ({source}).", "Look whether this machine reaches oauth2.googleapis.com.", failure),

        _ when path is not null => new(
            CredentialFailure.Unavailable, $"{source} gave no token.", "Look at the manual, \"Clouds\".", failure),

        // The last of the chain: a machine that isn't Google's has no such server.
        _ => new(
            CredentialFailure.SignInNeeded,
            "There are no Google credentials: no file is named, gcloud has not signed in, and there is no metadata server.",
            $"Run \"gcloud auth application-default login\", or name a file in auth.credentials_file or {GooglePlaces.FileVariable}.",
            failure),
    };
}
