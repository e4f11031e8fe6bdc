using Weir.Routing.RouteTests;

namespace Weir.Routing.Tests.RouteTests;

public sealed class RouteTestFileTests
{
    [Fact]
    public void A_file_loads()
    {
        var load = RouteTestFile.Parse(
            """
            keys: {ci: [coding, lab/*]}
            tests:
              - {model: coding, key: ci, expect: [a/x, b/y]}
              - {model: fast, key: unknown, expect: a/x}
              - operation: messages
                body: {model: m, max_tokens: 10, temperature: 0.5, stream: true, stop: null, messages: [{role: user, content: "1"}]}
                expect: {error: not_allowed}
            """,
            "routes.yaml");

        Assert.Empty(load.Problems);
        var (first, second, third) = (load.Tests[0], load.Tests[1], load.Tests[2]);
        Assert.Equal((3, "coding", "ci"), (first.Line, first.Model, first.Key));
        Assert.Equal(["coding", "lab/*"], first.Models);
        Assert.Equal(["a/x", "b/y"], first.Expected);
        Assert.Equal(["a/x"], second.Expected);
        Assert.Null(second.Models);
        Assert.Equal(("messages", "not_allowed", null), (third.Operation, third.ExpectedError, third.Expected));
        Assert.Equal("""{"model":"m","max_tokens":10,"temperature":0.5,"stream":true,"stop":null,"messages":[{"role":"user","content":"1"}]}""", third.Body!.Value.GetRawText());
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("tests: []", 1, "no tests")]
    [InlineData("tests: [x]", 1, "mapping")]
    [InlineData("tests:\n  - {modle: a, expect: [b/c]}", 2, "modle")]
    [InlineData("tests:\n  - {expect: [b/c]}", 2, "names no model")]
    [InlineData("tests:\n  - {model: a}", 2, "expects nothing")]
    [InlineData("tests:\n  - {model: a, expect: {fault: x}}", 2, "expects nothing")]
    [InlineData("tests:\n  - {model: a, expect: [[b]]}", 2, "expects nothing")]
    [InlineData("tests:\n  - {model: [a], expect: [b/c]}", 2, "takes a text")]
    [InlineData("tests:\n  - {body: [a], expect: [b/c]}", 2, "takes a mapping")]
    [InlineData("keys: {ci: a}\ntests: [{model: a, expect: [b/c]}]", 1, "list of models")]
    [InlineData("test: 1\ntests: [{model: a, expect: [b/c]}]", 1, "'test'")]
    [InlineData("tests: [", 2, "not YAML")]
    public void What_is_wrong_is_told_with_its_place(string text, int line, string told)
    {
        var load = RouteTestFile.Parse(text, "routes.yaml");

        Assert.Empty(load.Tests);
        Assert.Contains(load.Problems, problem => problem.Line == line && problem.Message.Contains(told, StringComparison.Ordinal));
    }
}
