using System.Text;
using Weir.Gateway.Caching;

namespace Weir.Gateway.Tests.Caching;

public sealed class RequestDigestTests
{
    private static readonly HashSet<string> Ignored = ["user"];

    [Theory]
    [InlineData("""{"a":1,"b":{"c":"x","d":[1,2]}}""", """{ "b" : {"d": [1, 2], "c": "x"}, "a": 1 }""")]
    [InlineData("""{"a":"\u0041\/"}""", """{"a":"A/"}""")]
    [InlineData("""{"a":1,"user":"one"}""", """{"user":{"any":2},"a":1}""")]
    [InlineData("""{"\u0061":1}""", """{"a":1}""")]
    public void The_way_of_writing_does_not_count(string one, string other) => Assert.Equal(Digest(one), Digest(other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{"a":1.0}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":[[1],2]}""", """{"a":[[1,2]]}""")]
    [InlineData("""{"a":"b"}""", """{"b":"a"}""")]
    [InlineData("""{"a":{"b":1},"c":2}""", """{"a":{"b":1,"c":2}}""")]
    [InlineData("""{"a":null}""", """{}""")]
    [InlineData("""{"a":{"user":1}}""", """{"a":{"user":2}}""")]
    public void What_is_said_counts(string one, string other) => Assert.NotEqual(Digest(one), Digest(other));

    [Fact]
    public void Facts_beside_the_body_count_each_in_its_place()
    {
        var digests = new[] { Digest("{}", "a", null), Digest("{}", null, "a"), Digest("{}", "", "a"), Digest("{}", "a"), Digest("{}", "aa"), Digest("{}") };

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"b":{"a":1,"a":1}}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("[]")]
    public void What_is_not_clear_has_no_digest(string body) => Assert.Null(Digest(body));

    [Fact]
    public void A_body_that_is_nested_too_deeply_has_no_digest() =>
        Assert.Null(Digest($$"""{"a":{{new string('[', 100)}}{{new string(']', 100)}}}"""));

    private static string? Digest(string body, params string?[] facts) => RequestDigest.Of(Encoding.UTF8.GetBytes(body), Ignored, facts);
}
