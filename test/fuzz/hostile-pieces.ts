/** What requests are made of before they are broken, and the pieces that break them. */
export const jsonSamples = [
  '{"ModelName":"m","PrimaryContainer":{"Image":"i","Environment":{"A":"1"}},"Tags":[{"Key":"k","Value":"v"}]}',
  '{"MaxResults":10,"CreationTimeAfter":1767323045.678,"NextToken":"eyJhIjoxfQ"}',
];

export const jsonInserts = [
  "{",
  "}",
  "[",
  '"',
  "\\u0000",
  "\\ud800",
  "null",
  "1e999",
  "-",
  ",",
  "{".repeat(200),
  '{"a":'.repeat(2000),
  "\u0000",
  "\ufeff",
];

export const xmlSamples = [
  '<?xml version="1.0"?><CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><PartNumber>1</PartNumber><ETag>"x"</ETag></Part></CompleteMultipartUpload>',
  "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>",
  "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
];

export const xmlInserts = [
  "<",
  ">",
  "&",
  "&amp;",
  "&#0;",
  "&#x110000;",
  "<!--",
  "]]>",
  "<![CDATA[",
  '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>&b;',
  '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
  "<a>".repeat(300),
  "<__proto__>",
  "\u0000",
  "é",
];

export const formSamples = [
  "Action=GetCallerIdentity&Version=2011-06-15",
  "Action=GetRole&RoleName=r&Version=2010-05-08",
  "Action=AssumeRole&RoleArn=a&RoleSessionName=s&Version=2011-06-15",
];

export const formInserts = [
  "&",
  "=",
  "%",
  "%zz",
  "&Action=x",
  "&Tags.member.1.Key=k",
  "&Tags.member.99999999999=v",
  "&__proto__.a=1",
  "\u0000",
  "é",
  "&a".repeat(500),
];

export const httpSamples = [
  "POST /endpoints/e/invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
  "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
  "PUT /b/k HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
  "GET /-/ready HTTP/1.0\r\n\r\n",
];

export const httpInserts = [
  "\r\n",
  "\n",
  "\r",
  ":",
  " ",
  "\u0000",
  "HTTP/9.9",
  "Content-Length: 99\r\n",
  "Content-Length: -1\r\n",
  "Transfer-Encoding: x\r\n",
  "Host: y\r\n",
  "x".repeat(20_000),
  "ffffffffff\r\n",
  "Upgrade: h2c\r\n",
];
