using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Aws;

/// <summary>
/// Finds keys in AWS's usual order: the profile the settings name, keys in the environment, a web identity, the profile of the environment or
/// <c>default</c>, the container's role, the instance's role; and takes on the role the settings name. Asks nobody until <see cref="FetchAsync"/>.
/// </summary>
/// <remarks>
/// The connection's own variables count, so what they can say is read here and given to the SDK: keys, web identity, profile, credentials
/// file, endpoints of STS. The rest the SDK reads from the process's environment by itself, and only once: the place of the config file and the
/// SSO cache, the container's address and token, the address of the instance's metadata. A connection can't have its own of those.
/// </remarks>
internal sealed class AwsKeyChain
{
    // The service is on the machine itself: what takes longer isn't there.
    private static readonly TimeSpan InstancePatience = TimeSpan.FromSeconds(10);

    private readonly AuthOrder _order;
    private readonly Func<string, string?> _environment;
    private readonly TokenService _sts;
    private readonly string? _profile;
    private string _base;
    private string? _ssoProfile;

    public AwsKeyChain(AuthOrder order)
    {
        _order = order;
        _environment = order.Environment;
        _sts = new TokenService(order);
        _profile = order.Settings.Profile ?? _environment.Read("AWS_PROFILE");
        Fixed = order.Settings.Profile is null ? FixedKeys() : null;
        _base = Fixed is not null ? "AWS_ACCESS_KEY_ID (environment)"
            : order.Settings.Profile is null && HasWebIdentity ? "AWS web identity"
            : _profile is not null ? "AWS profile " + _profile
            : "AWS credential chain";
    }

    /// <summary>The keys that stand in the environment; null when there are none, or a profile is named instead.</summary>
    public AwsKeys? Fixed { get; }

    /// <summary>For people: where the keys come from. More exact once they have been fetched.</summary>
    public string Source => _order.Settings.RoleArn is { } role ? $"{_base}, role {role}" : _base;

    private bool HasWebIdentity => _environment.Has("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN");

    /// <exception cref="CredentialException">There are none: it says what to do.</exception>
    public async Task<AwsKeys> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The SDK's own calls take no token.
            var keys = await FindAsync(cancellationToken).WaitAsync(cancellationToken);
            return _order.Settings.RoleArn is { } role ? await _sts.AssumeRoleAsync(keys, role, cancellationToken) : keys;
        }
        catch (Exception failure) when (failure is not CredentialException)
        {
            throw AwsFailures.Explain(failure, Source, _ssoProfile);
        }
    }

    private Task<AwsKeys> FindAsync(CancellationToken cancellationToken)
    {
        if (Fixed is not null)
        {
            return Task.FromResult(Fixed);
        }

        if (_order.Settings.Profile is null && HasWebIdentity)
        {
            return _sts.AssumeRoleWithWebIdentityAsync(
                _environment.Read("AWS_WEB_IDENTITY_TOKEN_FILE")!, _environment.Read("AWS_ROLE_ARN")!, _environment.Read("AWS_ROLE_SESSION_NAME"), cancellationToken);
        }

        return ProfileKeys() ?? (_environment.Has("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || _environment.Has("AWS_CONTAINER_CREDENTIALS_FULL_URI")
            ? ReadAsync("AWS container role", new GenericContainerCredentials())
            : InstanceKeysAsync());
    }

    private Task<AwsKeys>? ProfileKeys()
    {
        // Read anew each time: a sign-in or an edit of the files since then counts.
        var files = new SharedCredentialsFile(AwsFiles.Credentials(_environment));
        var name = _profile ?? "default";
        if (files.TryGetProfile(name, out var profile))
        {
            _ssoProfile = profile.Options.SsoStartUrl is null && profile.Options.SsoSession is null ? null : name;
            return profile.CanCreateAWSCredentials || _profile is not null
                ? ReadAsync("AWS profile " + name, AWSCredentialsFactory.GetAWSCredentials(profile, files))
                : null;
        }

        return _profile is null ? null : throw new CredentialException(
            CredentialFailure.Misconfigured,
            $"There is no AWS profile \"{name}\".",
            $"Name a profile of ~/.aws/config or ~/.aws/credentials, or make this one with \"aws configure sso --profile {name}\".");
    }

    private async Task<AwsKeys> InstanceKeysAsync()
    {
        if (string.Equals(_environment.Read("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            throw AwsFailures.Nothing(null);
        }

        string? role;
        try
        {
            role = (await InstanceProfileAWSCredentials.GetAvailableRolesAsync(null).WaitAsync(InstancePatience)).FirstOrDefault();
        }
        catch (Exception failure)
        {
            // The last of the chain: a machine that isn't an instance has no such service.
            throw AwsFailures.Nothing(failure);
        }

        return await ReadAsync("AWS instance role " + role, new InstanceProfileAWSCredentials(role ?? throw AwsFailures.Nothing(null)));
    }

    private async Task<AwsKeys> ReadAsync(string source, AWSCredentials credentials)
    {
        _base = source;
        var keys = await credentials.GetCredentialsAsync();
        DateTimeOffset? end = credentials.Expiration is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null;
        return new AwsKeys(keys.AccessKey, new Secret(keys.SecretKey), string.IsNullOrEmpty(keys.Token) ? null : new Secret(keys.Token), end);
    }

    private AwsKeys? FixedKeys() => _environment.Read("AWS_ACCESS_KEY_ID") is { } id && _environment.Read("AWS_SECRET_ACCESS_KEY") is { } key
        ? new AwsKeys(id, new Secret(key), _environment.Read("AWS_SESSION_TOKEN") is { } session ? new Secret(session) : null)
        : null;
}
