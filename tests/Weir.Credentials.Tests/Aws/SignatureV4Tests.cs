using System.Text;
using Weir.Credentials.Aws;

namespace Weir.Credentials.Tests.Aws;

public sealed class SignatureV4Tests
{
    private static readonly DateTimeOffset At = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. SignatureVectors.All.Select(static vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Signature_IsTheOneAwsPublished(string name)
    {
        var vector = SignatureVectors.All.Single(vector => vector.Name == name);
        var keys = new AwsKeys(SignatureVectors.KeyId, new Secret(SignatureVectors.Key), vector.Session is { } session ? new Secret(session) : null);
        var headers = vector.Headers
            .Select(static header => header.Split(':', 2))
            .Append(["host", "example.amazonaws.com"])
            .Append(["x-amz-date", SignatureV4.Stamp(At)])
            .Concat(vector.Session is { } token ? [["x-amz-security-token", token]] : Array.Empty<string[]>())
            .GroupBy(static header => header[0].ToLowerInvariant(), static header => CanonicalRequest.Clean(header[1]))
            .OrderBy(static header => header.Key, StringComparer.Ordinal)
            .Select(static header => KeyValuePair.Create(header.Key, string.Join(',', header)))
            .ToList();

        var canonical = CanonicalRequest.Write(vector.Method, vector.Path, vector.Query, headers, SignatureV4.Hash(Encoding.UTF8.GetBytes(vector.Body)));
        var authorization = SignatureV4.Authorize(keys, new SigningScope("us-east-1", "service"), At, canonical, CanonicalRequest.SignedHeaders(headers));

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={CanonicalRequest.SignedHeaders(headers)}, Signature={vector.Signature}",
            authorization);
    }

    [Theory]
    [InlineData("/model/anthropic.claude-sonnet-4-5-20250929-v1:0/converse-stream", "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream")]
    [InlineData("/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse", "/model/anthropic.claude-sonnet-4-5-20250929-v1%253A0/converse")]
    [InlineData("/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/invoke", "/model/arn%253Aaws%253Abedrock%253Aus-east-1%253A1%253Ainference-profile%252Fx/invoke")]
    [InlineData("", "/")]
    [InlineData("/a/b/..", "/a/")]
    public void Path_IsEncodedOnceMoreThanOnTheWire(string wire, string canonical) => Assert.Equal(canonical, CanonicalRequest.Path(wire));

    [Theory]
    [InlineData("bedrock-runtime.us-east-1.amazonaws.com", null, "us-east-1", "bedrock")]
    [InlineData("bedrock-runtime-fips.us-gov-west-1.amazonaws.com", null, "us-gov-west-1", "bedrock")]
    [InlineData("bedrock-runtime.cn-north-1.amazonaws.com.cn", null, "cn-north-1", "bedrock")]
    [InlineData("bedrock.eu-west-1.amazonaws.com", null, "eu-west-1", "bedrock")]
    [InlineData("bedrock-mantle.us-east-2.api.aws", null, "us-east-2", "bedrock-mantle")]
    [InlineData("vpce-1.bedrock-runtime.us-west-2.vpce.amazonaws.com", null, "us-west-2", "bedrock")]
    [InlineData("bedrock-runtime.us-east-1.amazonaws.com", "eu-west-3", "eu-west-3", "bedrock")]
    [InlineData("proxy.example", null, "sa-east-1", "bedrock")]
    public void Scope_ComesFromTheHost_UnlessSettingsNameARegion(string host, string? region, string expected, string service) =>
        Assert.Equal(new SigningScope(expected, service), SigningScope.Of(host, region, "sa-east-1"));

    [Fact]
    public void Scope_IsNone_WhereNothingTellsARegion() => Assert.Null(SigningScope.Of("proxy.example", null, null));
}
