namespace Weir.Credentials.Aws;

/// <summary>Keys that requests are signed with.</summary>
/// <param name="Id">The access key id: no secret by itself, shown masked all the same.</param>
/// <param name="Key">The secret access key.</param>
/// <param name="Session">The session token of temporary keys.</param>
/// <param name="EndsAt">When temporary keys end; null for those that don't.</param>
internal sealed record AwsKeys(string Id, Secret Key, Secret? Session = null, DateTimeOffset? EndsAt = null);
