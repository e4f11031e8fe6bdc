using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Aws;

/// <summary>AWS STS, which gives temporary keys for a role.</summary>
internal sealed class TokenService(AuthOrder order)
{
    private const string SessionName = "weir";

    /// <summary>Keys of the role, with the right of the keys at hand.</summary>
    public async Task<AwsKeys> AssumeRoleAsync(AwsKeys keys, string role, CancellationToken cancellationToken)
    {
        AWSCredentials own = keys.Session is { } session
            ? new SessionAWSCredentials(keys.Id, keys.Key.Reveal(), session.Reveal())
            : new BasicAWSCredentials(keys.Id, keys.Key.Reveal());
        using var client = Open(own);
        var answer = await client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = SessionName }, cancellationToken);
        return Read(answer.Credentials);
    }

    /// <summary>Keys of the role, with the right of a token that the platform (Kubernetes, a CI) keeps fresh in a file.</summary>
    public async Task<AwsKeys> AssumeRoleWithWebIdentityAsync(string tokenFile, string role, string? session, CancellationToken cancellationToken)
    {
        var token = (await File.ReadAllTextAsync(tokenFile, cancellationToken)).Trim();
        using var client = Open(new AnonymousAWSCredentials());
        var request = new AssumeRoleWithWebIdentityRequest { RoleArn = role, RoleSessionName = session ?? SessionName, WebIdentityToken = token };
        return Read((await client.AssumeRoleWithWebIdentityAsync(request, cancellationToken)).Credentials);
    }

    private AmazonSecurityTokenServiceClient Open(AWSCredentials credentials)
    {
        var environment = order.Environment;
        var region = order.Settings.Region ?? environment.Read("AWS_REGION") ?? environment.Read("AWS_DEFAULT_REGION") ?? "us-east-1";
        var config = new AmazonSecurityTokenServiceConfig { AuthenticationRegion = region };
        if ((environment.Read("AWS_ENDPOINT_URL_STS") ?? environment.Read("AWS_ENDPOINT_URL")) is { } endpoint)
        {
            config.ServiceURL = endpoint;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return new AmazonSecurityTokenServiceClient(credentials, config);
    }

    private static AwsKeys Read(Amazon.SecurityToken.Model.Credentials given) => new(
        given.AccessKeyId,
        new Secret(given.SecretAccessKey),
        new Secret(given.SessionToken),
        given.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null);
}
